import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '@keepsake/remote';
import { createFakeClock, FakeConditions } from '@keepsake/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openNodeHttpTransport } from '../../net/node-http-transport.ts';
import { openProfile } from '../../profile/profile.ts';
import { AgentHost } from './agent-host.ts';
import { openUiNotes } from './ui-note.ts';

/** On a port at which nobody answers. */
const ADA: Credentials = {
  serverUrl: 'http://127.0.0.1:9',
  userId: 'ada',
  userName: 'Ada',
  credential: { kind: 'session', token: 'secret' },
};

let home: string;
/** How often it was looked who is signed in. */
let readings: number;
let transport: ReturnType<typeof openNodeHttpTransport>;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keepsake-host-'));
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
