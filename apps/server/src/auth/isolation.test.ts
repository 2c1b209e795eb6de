import { errorsOf, routes, uploadRoutes, type ErrorCode, type Route } from '@keepsake/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_REQUESTS, type Named } from '../testing/isolation/example-requests.ts';
import {
  ask,
  everythingOf,
  forgetCredentials,
  keyOf,
  nobodys,
  openScene,
  sessionOf,
  type Credentials,
  type Scene,
} from '../testing/isolation/scene.ts';

/** Every route of the protocol, new ones too, and resumable uploads; what is refused to all is refused to each of these. */
const ALL = Object.entries<Route>({ ...routes, ...uploadRoutes });
const CLOSED = ALL.filter(([, { access }]) => access !== 'public');
const LONG_AGO = new Date('2001-01-01T00:00:00Z');

let scene: Scene;
let untouched: unknown;
let cases = 0;
beforeAll(async () => {
  scene = await openScene();
  untouched = everythingOf(scene, scene.userIds.owner);
});
afterAll(async () => {
  console.log(`isolation: ${CLOSED.length} routes, ${cases} cases, each refused or told of nothing`);
  await scene.close();
});
afterEach(() => {
  expect(everythingOf(scene, scene.userIds.owner)).toEqual(untouched);
});

/** Asks for what the owner has and for what nobody has, and expects the same answer. */
async function askAlike(name: string, route: Route, who: () => Credentials) {
  cases += 1;
  return compare(name, route, who);
}

async function compare(name: string, route: Route, who: () => Credentials) {
  const example = EXAMPLE_REQUESTS[name];
  if (example === undefined)
    throw new Error(
      `tell me an example request of the route "${name}", in testing/isolation/example-requests.ts`,
    );
  const askAbout = async (named: Named) => {
    try {
      return await ask(scene, route, example(named), who(), named);
    } finally {
      forgetCredentials(scene);
    }
  };
  const foreign = await askAbout(scene.owned);
  const unknown = await askAbout(nobodys());
  expect({ ...foreign, raw: '' }).toEqual({ ...unknown, raw: '' });
  return foreign;
}

/** An answer that is one of those that the route is said to have; one to HEAD has no body to say its code in. */
function refusal(route: Route, status: number, code: ErrorCode): object {
  expect(errorsOf(route)).toContain(code);
  return route.method === 'HEAD' ? { status, raw: '' } : { status, code };
}

const NOBODY: Readonly<Record<string, () => Credentials>> = {
  'no login': () => ({}),
  'an unknown session': () => ({ authorization: 'Bearer nobody' }),
  'an unknown API key': () => ({ 'x-api-key': 'nobody' }),
  'an expired session': () => sessionOf(scene, scene.userIds.other, LONG_AGO),
};

describe.each(CLOSED)('the route %s', (name, route) => {
  it.each(Object.entries(NOBODY))('[H8] refuses %s', async (_who, credentials) => {
    expect(await askAlike(name, route, credentials)).toMatchObject(refusal(route, 401, 'unauthorized'));
  });

  it.each(['is_disabled = 1', "removed_at = '2001-01-01', purge_at = '2999-01-01'"])(
    '[H8] refuses session and key of a user with %s',
    async (state) => {
      const before = 'update users set is_disabled = 0, removed_at = null, purge_at = null where id = ?';
      scene.database.prepare(`update users set ${state} where id = ?`).run(scene.userIds.other);
      try {
        for (const credentials of [sessionOf, (of: Scene, id: string) => keyOf(of, id, ['all'])])
          expect(await askAlike(name, route, () => credentials(scene, scene.userIds.other))).toMatchObject(
            refusal(route, 401, 'unauthorized'),
          );
      } finally {
        scene.database.prepare(before).run(scene.userIds.other);
      }
    },
  );

  const { access } = route;
  if (typeof access === 'object') {
    it('[H8] refuses a key that may do everything else', async () => {
      const others = ALL.flatMap(([, { access: of }]) => (typeof of === 'object' ? [of.permission] : []));
      const permissions = [...new Set(others)].filter((permission) => permission !== access.permission);
      const who = (): Credentials => keyOf(scene, scene.userIds.other, permissions);
      expect(await askAlike(name, route, who)).toMatchObject(refusal(route, 403, 'forbidden'));
    });

    it('[H8] lets a key in that may do this', async () => {
      // An album that is named for the first time is made.
      const permissions = [access.permission, ...(name === 'addToAlbumByName' ? ['album.create'] : [])];
      const who = (): Credentials => keyOf(scene, scene.userIds.administrator, permissions);
      if (access.onlyAdministrators !== true) expect((await compare(name, route, who)).status).not.toBe(403);
    });
  }

  const isForAdministrators = typeof access === 'object' && access.onlyAdministrators === true;
  const others = isForAdministrators ? (['other'] as const) : (['other', 'administrator'] as const);
  it.each(others)('[H8] tells the %s user nothing of what is the owner’s', async (who) => {
    const answered = await askAlike(name, route, () => sessionOf(scene, scene.userIds[who]));
    if (isForAdministrators) expect(answered).toMatchObject(refusal(route, 403, 'forbidden'));
    else if (route.params !== undefined && 'id' in route.params.shape)
      expect(answered).toMatchObject(refusal(route, 404, 'not-found'));
    const asked = JSON.stringify(EXAMPLE_REQUESTS[name]?.(scene.owned) ?? {});
    for (const secret of Object.values(scene.owned))
      if (!asked.includes(secret)) expect(answered.raw).not.toContain(secret);
    for (const secret of ['secret.jpg', 'owner@example.org']) expect(answered.raw).not.toContain(secret);
  });
});

it('[H8] leaves few routes open, and none by accident', () => {
  expect(ALL.filter(([, { access }]) => access === 'public').map(([name]) => name)).toEqual([
    'signUpAdmin',
    'login',
    'ping',
    'version',
    'features',
    'config',
    'mediaTypes',
  ]);
});
