import { describeCredentialStoreContract } from '@keepsake/remote/credential-store-contract';
import { expect, it } from 'vitest';
import { FakeSecureStore } from '../../../simulated/native/fake-secure-store.ts';
import { createPhoneCredentialStore } from './credential-store.ts';

const open = (secrets: FakeSecureStore) =>
  createPhoneCredentialStore({ secureStore: secrets.module, newUuid: () => crypto.randomUUID() });

describeCredentialStoreContract('the secure store of a phone', async () => {
  const secrets = new FakeSecureStore();
  return {
    open: async () => open(secrets),
    async spoil(text) {
      for (const key of secrets.items.keys()) secrets.items.set(key, text);
    },
    async refuse(isRefusing) {
      secrets.isLocked = isRefusing;
    },
  };
});

it('remembers the server apart from the secret', async () => {
  const secrets = new FakeSecureStore();
  const store = open(secrets);
  expect(await store.readServer()).toBeUndefined();
  const serverUrl = 'https://photos.example.org';
  const server = { serverUrl, userId: 'u1', product: 'keepsake', version: '1.0.0', email: 'a@b.c' } as const;
  await store.writeServer(server);
  const credential = { kind: 'session', token: 'secret-token' } as const;
  await store.writeCredentials({ serverUrl, userId: 'u1', userName: 'Ada', credential });
  await store.forgetCredentials();
  expect(await open(secrets).readServer()).toEqual(server);
  expect([...secrets.items.values()].join()).not.toContain('secret-token');
});

it('remembers no server where what was written of it is damaged', async () => {
  const secrets = new FakeSecureStore();
  const store = open(secrets);
  await store.writeServer({
    serverUrl: 'x',
    userId: 'u',
    product: 'keepsake',
    version: '',
    email: undefined,
  });
  for (const text of ['{', 'null', '[]', '{"serverUrl":"x"}']) {
    for (const key of secrets.items.keys()) secrets.items.set(key, text);
    expect(await store.readServer()).toBeUndefined();
  }
});
