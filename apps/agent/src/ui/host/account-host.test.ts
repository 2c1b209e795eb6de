import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelSource } from '@keepsake/engine';
import type { Credentials, HttpTransport } from '@keepsake/remote';
import { describePasswordContract } from '@keepsake/remote/password-contract';
import { FakeImmichServer } from '@keepsake/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openNodeHttpTransport } from '../../net/node-http-transport.ts';
import { openProfile, type Profile } from '../../profile/profile.ts';
import { AccountHost } from './account-host.ts';
import { openUiNotes, type UiNotes } from './ui-note.ts';

let home: string;
let profile: Profile;
let notes: UiNotes;
let server: FakeImmichServer;
let transport: ReturnType<typeof openNodeHttpTransport>;
/** What the server answered to whoever is held, and to nobody else, goes on its way. */
let release: () => void;
let isHolding: boolean;
let held: string | undefined;
let account: AccountHost;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keepsake-account-'));
  profile = await openProfile(home);
  notes = await openUiNotes(home);
  server = await FakeImmichServer.open([2, 7, 5]);
  transport = openNodeHttpTransport();
  held = undefined;
  isHolding = false;
  const released = new Promise<void>((resolve) => (release = resolve));
  // As late as can be: it is on its way when nobody wants it any more.
  const slow: HttpTransport = {
    async send(request, signal) {
      const isHeld = request.url.endsWith('/users/me') && request.headers['x-api-key'] === held;
      const answer = await transport.send(request, isHeld ? new CancelSource() : signal);
      if (isHeld) {
        isHolding = true;
        await released;
      }
      return answer;
    },
  };
  account = new AccountHost({ profile, notes, transport: slow });
});

afterEach(async () => {
  transport.close();
  await server.close();
  await rm(home, { recursive: true, force: true });
});

/** Until nothing of what is asked is still to come but what is held. */
async function untilHeld(): Promise<void> {
  await expect.poll(() => isHolding).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Somebody with an account, whose key is their name. */
function person(name: string): Credentials {
  const { userId } = server.addPerson(name, undefined);
  const credential = { kind: 'api-key', secret: name } as const;
  return { serverUrl: server.url, userId, userName: name, credential };
}

/** Shows who is signed in, with the email that was noted of them. */
async function signedIn(credentials: Credentials, email: string): Promise<void> {
  const { serverUrl, userId } = credentials;
  await profile.writeCredentials(credentials);
  await notes.change({ server: { serverUrl, userId, product: 'keepsake', version: '', email } });
  account.show({ kind: 'read', credentials });
}

it('learns from the server what it is', async () => {
  const ada = person('ada');
  await signedIn(ada, 'ada@example.org');
  await account.ask(ada, new CancelSource());
  const told = { product: 'immich', version: '2.7.5', email: 'ada@example.org' };
  expect(account.state.current()).toMatchObject({ kind: 'signed-in', ...told });
  expect(notes.read().server).toMatchObject({ userId: ada.userId, ...told });
});

it('keeps no email of whoever was forgotten while the server had yet to answer', async () => {
  const ada = person('ada');
  await signedIn(ada, 'ada@example.org');
  held = 'ada';
  const asked = account.ask(ada, new CancelSource());
  await untilHeld();
  await account.signOut(ada, { forgetsEmail: true });
  release();
  await asked;
  account.show(await account.read());
  expect(account.state.current()).toEqual({
    kind: 'signed-out',
    lastServerUrl: server.url,
    lastEmail: undefined,
  });
  expect(notes.read().server?.email).toBeUndefined();
});

it('says nothing of the next person at the same server that it was told of the last one', async () => {
  const [ada, bob] = [person('ada'), person('bob')];
  await signedIn(ada, 'ada@example.org');
  held = 'ada';
  const asked = account.ask(ada, new CancelSource());
  await untilHeld();
  await signedIn(bob, 'bob@example.org');
  const [shown, noted] = [account.state.current(), notes.read().server];
  release();
  await asked;
  expect([account.state.current(), notes.read().server]).toEqual([shown, noted]);
  expect([shown, noted]).toMatchObject([
    { userName: 'bob', email: 'bob@example.org' },
    { userId: bob.userId },
  ]);
});

it('takes no login for expired because the one before it was', async () => {
  const [ada, bob] = [person('ada'), person('bob')];
  held = 'ended';
  const ended: Credentials = { ...ada, credential: { kind: 'api-key', secret: 'ended' } };
  await signedIn(ended, 'ada@example.org');
  const asked = account.ask(ended, new CancelSource());
  await untilHeld();
  await signedIn(bob, 'bob@example.org');
  release();
  await asked;
  expect(account.state.current()).toMatchObject({ kind: 'signed-in', userName: 'bob' });
  account.show({ kind: 'read', credentials: ended });
  await account.ask(ended, new CancelSource());
  expect(account.state.current()).toMatchObject({ kind: 'expired' });
});

describePasswordContract('an account on a computer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-password-'));
  const [own, note] = [await openProfile(folder), await openUiNotes(folder)];
  const wire = openNodeHttpTransport();
  const host = new AccountHost({ profile: own, notes: note, transport: wire });
  let shown: Credentials;
  return {
    state: () => host.state.current(),
    async show(credentials) {
      shown = credentials;
      await own.writeCredentials(credentials);
      host.show(await host.read());
    },
    ask: (credentials, signal) => host.ask(credentials, signal),
    change: (words) => host.changePasswordOf(shown, words, new CancelSource()),
    async kept() {
      await note.change({});
      const files = await readdir(folder, { recursive: true, withFileTypes: true });
      const texts = files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
      return (await Promise.all(texts)).join();
    },
    async close() {
      wire.close();
      // What is still being written would come into the folder while it is removed.
      await note.change({});
      await rm(folder, { recursive: true, force: true });
    },
  };
});
