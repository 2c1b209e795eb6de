import { CancelSource } from '@keepsake/engine';
import { createFetchTransport, type Credentials, type HttpTransport } from '@keepsake/remote';
import { describePasswordContract } from '@keepsake/remote/password-contract';
import { createFakeClock, FakeImmichServer, platformOfNode } from '@keepsake/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeSecureStore } from '../../../simulated/native/fake-secure-store.ts';
import { createPhoneCredentialStore, type PhoneCredentialStore } from '../credentials/credential-store.ts';
import { PhoneAccount } from './phone-account.ts';

let server: FakeImmichServer;
let secrets: FakeSecureStore;
let store: PhoneCredentialStore;
/** Whose answer is on its way until it is released. */
let held: string | undefined;
let release: () => void;
let isHolding: boolean;
let account: PhoneAccount;

beforeEach(async () => {
  server = await FakeImmichServer.open([2, 7, 5]);
  secrets = new FakeSecureStore();
  store = createPhoneCredentialStore({
    secureStore: secrets.module,
    newUuid: () => crypto.randomUUID(),
  });
  held = undefined;
  isHolding = false;
  const released = new Promise<void>((resolve) => (release = resolve));
  const transport = createFetchTransport(platformOfNode(5_000));
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
  account = new PhoneAccount({ credentials: store, transport: slow, clock: createFakeClock() });
});

afterEach(() => server.close());

/** Until nothing of what is asked is still to come but what is held. */
async function untilHeld(): Promise<void> {
  await expect.poll(() => isHolding).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Somebody with an account, whose key is their name. */
function person(name: string): Credentials {
  const { userId } = server.addPerson(name, undefined);
  return { serverUrl: server.url, userId, userName: name, credential: { kind: 'api-key', secret: name } };
}

/** Shows who is signed in, with the email that was noted of them. */
async function signedIn(credentials: Credentials, email: string): Promise<void> {
  const { serverUrl, userId } = credentials;
  await store.writeCredentials(credentials);
  await store.writeServer({ serverUrl, userId, product: 'keepsake', version: '', email });
  await account.show(credentials);
}

it('learns from the server what it is', async () => {
  const ada = person('ada');
  await signedIn(ada, 'ada@example.org');
  await account.ask(ada, new CancelSource());
  const told = { product: 'immich', version: '2.7.5', email: 'ada@example.org' };
  expect(account.state.current()).toMatchObject({ kind: 'signed-in', ...told });
  expect(await store.readServer()).toMatchObject({ userId: ada.userId, ...told });
});

it.each([
  [true, undefined],
  [false, 'ada@example.org'],
])('keeps the email of whoever signs out unless it is to be forgotten: %s', async (forgetsEmail, email) => {
  await signedIn(person('ada'), 'ada@example.org');
  await account.signOut({ forgetsEmail });
  await account.show(await account.read());
  expect(account.state.current()).toEqual({
    kind: 'signed-out',
    lastServerUrl: server.url,
    lastEmail: email,
  });
});

it('keeps no email of whoever was forgotten while the server had yet to answer', async () => {
  const ada = person('ada');
  await signedIn(ada, 'ada@example.org');
  held = 'ada';
  const asked = account.ask(ada, new CancelSource());
  await untilHeld();
  await account.signOut({ forgetsEmail: true });
  release();
  await asked;
  expect((await store.readServer())?.email).toBeUndefined();
});

it('keeps no email of whoever was forgotten while an answer was written down', async () => {
  const ada = person('ada');
  await signedIn(ada, 'ada@example.org');
  let written = (): void => undefined;
  secrets.writing = new Promise((resolve) => (written = resolve));
  const known = new Promise<void>((resolve) => account.state.subscribe(() => resolve()));
  const asked = account.ask(ada, new CancelSource());
  await known;
  secrets.writing = undefined;
  const left = account.signOut({ forgetsEmail: true });
  // Whoever did not wait would have written first.
  await new Promise((resolve) => setTimeout(resolve, 10));
  written();
  await Promise.all([asked, left]);
  expect((await store.readServer())?.email).toBeUndefined();
});

it('says nothing of the next person at the same server that it was told of the last one', async () => {
  const [ada, bob] = [person('ada'), person('bob')];
  await signedIn(ada, 'ada@example.org');
  held = 'ada';
  const asked = account.ask(ada, new CancelSource());
  await untilHeld();
  await signedIn(bob, 'bob@example.org');
  const [shown, noted] = [account.state.current(), await store.readServer()];
  release();
  await asked;
  expect([account.state.current(), await store.readServer()]).toEqual([shown, noted]);
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
  await account.show(ended);
  await account.ask(ended, new CancelSource());
  expect(account.state.current()).toMatchObject({ kind: 'expired' });
});

describePasswordContract('an account on a phone', async () => {
  const keychain = new FakeSecureStore();
  const credentials = createPhoneCredentialStore({
    secureStore: keychain.module,
    newUuid: () => crypto.randomUUID(),
  });
  const phone = new PhoneAccount({
    credentials,
    transport: createFetchTransport(platformOfNode(5_000)),
    clock: createFakeClock(),
  });
  return {
    state: () => phone.state.current(),
    async show(kept) {
      await credentials.writeCredentials(kept);
      await phone.show(await phone.read());
    },
    ask: (asked, signal) => phone.ask(asked, signal),
    change: (words) => phone.changePassword(words, new CancelSource()),
    kept: async () => JSON.stringify([...keychain.items.entries()]),
  };
});
