import { CancelSource } from '@keepsake/engine';
import { createFetchTransport, type Credentials, type HttpTransport } from '@keepsake/remote';
import { describeAccountContract } from '@keepsake/remote/account-contract';
import { describePasswordContract } from '@keepsake/remote/password-contract';
import { createFakeClock, FakeImmichServer, platformOfNode } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import { FakeSecureStore } from '../../../simulated/native/fake-secure-store.ts';
import { createPhoneCredentialStore } from '../credentials/credential-store.ts';
import { PhoneAccount } from './phone-account.ts';

function openPhone(transport: HttpTransport) {
  const secrets = new FakeSecureStore();
  const store = createPhoneCredentialStore({
    secureStore: secrets.module,
    newUuid: () => crypto.randomUUID(),
  });
  const account = new PhoneAccount({ credentials: store, transport, clock: createFakeClock() });
  const show = async (credentials: Credentials, email?: string): Promise<void> => {
    const { serverUrl, userId } = credentials;
    await store.writeCredentials(credentials);
    if (email !== undefined)
      await store.writeServer({ serverUrl, userId, product: 'keepsake', version: '', email });
    await account.show(await account.read());
  };
  return { secrets, store, account, show };
}

async function openWorld(transport: HttpTransport) {
  const { secrets, store, account, show } = openPhone(transport);
  return {
    state: () => account.state.current(),
    noted: () => store.readServer(),
    show,
    ask: account.ask.bind(account),
    async signOut(options: { readonly forgetsEmail: boolean }) {
      await account.signOut(options);
      await account.show(await account.read());
    },
    change: (words: Parameters<PhoneAccount['changePassword']>[0]) =>
      account.changePassword(words, new CancelSource()),
    kept: async () => JSON.stringify([...secrets.items.entries()]),
  };
}

describeAccountContract('an account on a phone', openWorld);
describePasswordContract('an account on a phone', openWorld);

it('keeps no email of whoever was forgotten while an answer was written down', async () => {
  const server = await FakeImmichServer.open([2, 7, 5]);
  const { secrets, store, account, show } = openPhone(createFetchTransport(platformOfNode(5_000)));
  const { userId } = server.addPerson('ada', undefined);
  const ada: Credentials = {
    serverUrl: server.url,
    userId,
    userName: 'ada',
    credential: { kind: 'api-key', secret: 'ada' },
  };
  await show(ada, 'ada@example.org');
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
  await server.close();
});
