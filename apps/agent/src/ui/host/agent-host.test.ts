import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlbumId } from '@keepsake/engine';
import type { Credentials } from '@keepsake/remote';
import { createFakeClock, FakeConditions } from '@keepsake/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EVERYTHING_ALBUM_ID } from '../../device/folder-albums.ts';
import { openNodeHttpTransport } from '../../net/node-http-transport.ts';
import { openProfile } from '../../profile/profile.ts';
import { ledgerNameOf } from '../../session/library-choice.ts';
import { openSession } from '../../session/open-session.ts';
import { AgentHost } from './agent-host.ts';
import { openUiNotes } from './ui-note.ts';

/** On a port at which nobody answers. */
const ADA: Credentials = {
  serverUrl: 'http://127.0.0.1:9',
  userId: 'ada',
  userName: 'Ada',
  credential: { kind: 'session', token: 'secret' },
};
const BOB: Credentials = { ...ADA, userId: 'bob', userName: 'Bob' };

let home: string;
/** How often it was looked who is signed in. */
let readings: number;
let transport: ReturnType<typeof openNodeHttpTransport>;

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'keepsake-host-')));
  readings = 0;
  transport = openNodeHttpTransport();
});

afterEach(async () => {
  transport.close();
  await rm(home, { recursive: true, force: true });
});

async function openHost(clock: ReturnType<typeof createFakeClock>): Promise<AgentHost> {
  const profile = await openProfile(home);
  return new AgentHost({
    profile: {
      ...profile,
      readCredentials() {
        readings += 1;
        return profile.readCredentials();
      },
    },
    notes: await openUiNotes(home),
    transport,
    clock,
    conditions: new FakeConditions(),
    forgetPictures: async () => undefined,
  });
}

/** As the agent notes whoever signs in. */
async function noteServer({ serverUrl, userId }: Credentials, email: string): Promise<void> {
  const notes = await openUiNotes(home);
  await notes.change({ server: { serverUrl, userId, product: 'keepsake', version: '', email } });
}

/** A host at which Ada is signed in, with two photos in her library; where it is. */
async function openAdas(
  clock: ReturnType<typeof createFakeClock>,
): Promise<{ host: AgentHost; folders: string[] }> {
  const folders = [join(home, 'Photos')];
  await mkdir(join(home, 'Photos'));
  for (const name of ['a.jpg', 'b.jpg']) await writeFile(join(home, 'Photos', name), name);
  await writeFile(join(home, 'credentials.json'), JSON.stringify(ADA));
  await noteServer(ADA, 'ada@example.org');
  const host = await openHost(clock);
  await host.begin();
  await host.chooseFolders(folders);
  await expect.poll(async () => (await host.controller.readStatus()).statistics.libraryCount).toBe(2);
  return { host, folders };
}

const countOf = async (host: AgentHost): Promise<number> =>
  (await host.controller.readStatus()).statistics.libraryCount;

/** Until the sign-in is shown as this, while somebody looks on. */
async function untilShown(
  host: AgentHost,
  clock: ReturnType<typeof createFakeClock>,
  kind: string,
): Promise<void> {
  const leave = host.look();
  await expect
    .poll(async () => {
      await clock.advance(3_000);
      return host.account.state.current().kind;
    })
    .toBe(kind);
  leave();
}

it('shows what could not be read at first, once it can be', async () => {
  const clock = createFakeClock();
  const host = await openHost(clock);
  // A folder in the place of the file.
  await mkdir(join(home, 'last-library.json'));
  await expect(host.begin()).rejects.toThrow('cannot read its file');
  host.look();
  await clock.advance(3_000);
  expect(host.account.state.current()).toEqual({ kind: 'loading' });

  await rm(join(home, 'last-library.json'), { recursive: true });
  await untilShown(host, clock, 'signed-out');
  expect(host.access.current()).toEqual({ kind: 'folders', folders: [] });
  await host.close();
});

it('takes nobody for signed out whose sign-in cannot be read, and comes back by itself', async () => {
  const clock = createFakeClock();
  const file = join(home, 'credentials.json');
  await mkdir(file);
  const host = await openHost(clock);
  await host.begin();
  expect(host.account.state.current()).toEqual({ kind: 'unreadable', path: file, lastServerUrl: undefined });
  expect(await host.controller.start()).toMatchObject({ kind: 'stopped', code: 'ledger-unavailable' });

  await noteServer(ADA, 'ada@example.org');
  const next = await openHost(clock);
  await next.begin();
  const last = { lastServerUrl: ADA.serverUrl, lastEmail: 'ada@example.org' };
  expect(next.account.state.current()).toEqual({ kind: 'unreadable', path: file, ...last });
  await next.close();

  await rm(file, { recursive: true });
  await untilShown(host, clock, 'signed-out');
  expect(await host.controller.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
  await writeFile(file, JSON.stringify(ADA));
  await untilShown(host, clock, 'signed-in');
  await host.close();
});

it('goes on with the sign-in that it knows while the file cannot be read', async () => {
  const clock = createFakeClock();
  const file = join(home, 'credentials.json');
  await writeFile(file, JSON.stringify(ADA));
  const host = await openHost(clock);
  await host.begin();
  expect(host.account.state.current().kind).toBe('signed-in');

  await rm(file);
  await mkdir(file);
  const kinds: string[] = [];
  host.account.state.subscribe(({ kind }) => kinds.push(kind));
  const leave = host.look();
  const before = readings;
  await expect
    .poll(async () => {
      await clock.advance(3_000);
      return readings;
    })
    .toBeGreaterThan(before + 2);
  leave();
  expect(kinds).toEqual([]);

  await rm(file, { recursive: true });
  await untilShown(host, clock, 'signed-out');
  await host.close();
});

it('shows nobody the numbers of another one, also where their own ledger does not open', async () => {
  const clock = createFakeClock();
  const { host, folders } = await openAdas(clock);
  // A folder in the place of the ledger.
  await mkdir(join(home, 'ledgers', ledgerNameOf(BOB.userId, folders)));
  await host.signOut({ forgetsLedger: false });
  expect(await countOf(host)).toBe(2);

  const shown: unknown[] = [];
  host.account.state.subscribe((state) => {
    const { statistics } = host.controller.snapshot();
    if (state.kind === 'signed-in') shown.push([state.userName, statistics?.libraryCount]);
  });
  await writeFile(join(home, 'credentials.json'), JSON.stringify(BOB));
  await untilShown(host, clock, 'signed-in');
  expect(shown).toEqual([['Bob', 0]]);
  expect(await countOf(host)).toBe(0);
  await host.signOut({ forgetsLedger: false });
  expect(await countOf(host)).toBe(0);
  expect(host.account.state.current()).toMatchObject({ kind: 'signed-out', lastEmail: undefined });
  await host.close();
});

it('goes on counting for whoever signs in again, until their ledger is open', async () => {
  const clock = createFakeClock();
  const { host } = await openAdas(clock);
  await host.signOut({ forgetsLedger: false });
  const shown: unknown[] = [];
  host.account.state.subscribe(() => shown.push(host.controller.snapshot().statistics?.libraryCount));
  await writeFile(join(home, 'credentials.json'), JSON.stringify(ADA));
  await untilShown(host, clock, 'signed-in');
  expect(shown).toEqual([2]);
  await host.close();
});

it('forgets later, too, what was kept when somebody signed out', async () => {
  const clock = createFakeClock();
  const { host } = await openAdas(clock);
  await host.signOut({ forgetsLedger: false });
  expect(await readdir(join(home, 'ledgers'))).not.toEqual([]);
  await host.signOut({ forgetsLedger: true });
  expect(await readdir(join(home, 'ledgers'))).toEqual([]);
  expect(host.account.state.current()).toMatchObject({ kind: 'signed-out', lastEmail: undefined });
  expect(await countOf(host)).toBe(0);
  await host.close();
});

it('tells pages what another process said of the library, while somebody looks on', async () => {
  const clock = createFakeClock();
  const { host, folders } = await openAdas(clock);
  const looked = async (): Promise<number> => {
    await clock.advance(3_000);
    // In its turn: a look that has begun is over then.
    await host.chooseFolders(folders);
    return host.changes.current();
  };
  host.look();
  const before = await looked();
  expect(await looked()).toBe(before);

  // A second connection to the same files, as `keepsake settings` has one.
  const other = await openSession(
    await openProfile(home),
    { kind: 'known', folders },
    { conditions: new FakeConditions() },
  );
  await other.controller.changeSettings({ requireCharging: true });
  expect(await looked()).toBe(before + 1);
  const [album] = await other.controller.listAlbums();
  if (album === undefined) throw new Error('there is no album');
  await other.controller.chooseAlbums(new Map([[album.id, 'excluded']]));
  expect(await looked()).toBe(before + 2);
  expect(await looked()).toBe(before + 2);
  await other.close();
  await host.close();
});

it('[A1] keeps what was excluded where it is closed while other folders are chosen', async () => {
  const clock = createFakeClock();
  const { host, folders } = await openAdas(clock);
  const hidden = join(home, 'Photos', 'Private');
  await mkdir(hidden);
  await writeFile(join(hidden, 'p.jpg'), 'p');
  await host.controller.scan();
  await host.controller.chooseAlbums(
    new Map([
      [EVERYTHING_ALBUM_ID, 'selected'],
      [hidden as AlbumId, 'excluded'],
    ]),
  );
  const more = join(home, 'More');
  await mkdir(more);
  const choosing = host.chooseFolders([...folders, more]);
  await host.close();
  await choosing;

  const profile = await openProfile(home);
  const session = await openSession(profile, { kind: 'named', folders: [] });
  expect(session.folders).toEqual([more, ...folders]);
  await session.controller.scan();
  const chosen = (await session.controller.listAlbums()).filter(({ choice }) => choice !== 'none');
  await session.close();
  expect(new Map(chosen.map(({ id, choice }) => [id, choice]))).toEqual(
    new Map([
      [EVERYTHING_ALBUM_ID, 'selected'],
      [hidden, 'excluded'],
    ]),
  );
});
