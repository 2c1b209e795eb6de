import { describe, expect, it } from 'vitest';
import type { Credentials } from '@keepsake/remote';
import { createCredentialStore, type CredentialStoreDeps } from './credential-store.ts';

const ADA: Credentials = {
  serverUrl: 'https://photos.example.org',
  userId: 'u1',
  userName: 'Ada ✓',
  credential: { kind: 'session', token: 'secret-token' },
};

/** The system's store of secrets, which refuses what the real one refuses. */
function secrets() {
  const items = new Map<string, string>();
  const require = (key: string, options: { readonly keychainAccessible?: number } | undefined): void => {
    if (!/^[\w.-]+$/.test(key)) throw new Error('Invalid key');
    // Another class of protection could not be read while the phone is locked.
    if (isLocked) throw new Error('the phone is locked');
    if (options?.keychainAccessible !== 1) throw new Error('not readable in the background');
  };
  let isLocked = false;
  let uuidCount = 0;
  const secureStore: CredentialStoreDeps['secureStore'] = {
    AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 1,
    async getItemAsync(key, options) {
      require(key, options);
      return items.get(key) ?? null;
    },
    async setItemAsync(key, value, options) {
      require(key, options);
      items.set(key, value);
    },
    async deleteItemAsync(key, options) {
      require(key, options);
      items.delete(key);
    },
  };
  const open = () => createCredentialStore({ secureStore, newUuid: () => `uuid-000${(uuidCount += 1)}` });
  const lock = (locked: boolean): void => void (isLocked = locked);
  return { items, open, lock };
}

describe('the credentials of a phone', () => {
  it('are kept until they are forgotten', async () => {
    const { open } = secrets();
    expect(await open().readCredentials()).toBeUndefined();
    await open().writeCredentials(ADA);
    expect(await open().readCredentials()).toEqual(ADA);
    await open().forgetCredentials();
    expect(await open().readCredentials()).toBeUndefined();
  });

  it.each([
    '{',
    'null',
    '[]',
    '7',
    '{"serverUrl":"x","userId":"u","userName":"n"}',
    '{"credential":{"kind":"session"}}',
  ])('are none where %s is kept', async (text) => {
    const { items, open } = secrets();
    await open().writeCredentials(ADA);
    for (const key of items.keys()) items.set(key, text);
    expect(await open().readCredentials()).toBeUndefined();
  });

  it('name the device once, also when it is asked twice at the same moment', async () => {
    const { open } = secrets();
    const store = open();
    const [one, other] = await Promise.all([store.readDeviceId(), store.readDeviceId()]);
    expect([other, await open().readDeviceId()]).toEqual([one, one]);
  });

  it('are not taken for none while the phone was not unlocked, and are read when it was', async () => {
    const { items, open, lock } = secrets();
    await open().writeCredentials(ADA);
    const store = open();
    lock(true);
    await expect(store.readCredentials()).rejects.toThrow('locked');
    await expect(store.readDeviceId()).rejects.toThrow('locked');
    expect(items.size).toBe(1);
    lock(false);
    expect(await store.readCredentials()).toEqual(ADA);
    const id = await store.readDeviceId();
    expect(await open().readDeviceId()).toBe(id);
  });

  it('remember the server apart from the secret', async () => {
    const { items, open } = secrets();
    const server = {
      serverUrl: ADA.serverUrl,
      userId: 'u1',
      product: 'keepsake',
      version: '1.0.0',
      email: 'a@b.c',
    } as const;
    await open().writeServer(server);
    await open().writeCredentials(ADA);
    await open().forgetCredentials();
    expect(await open().readServer()).toEqual(server);
    expect([...items.values()].join()).not.toContain('secret-token');
  });
});
