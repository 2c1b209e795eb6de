import { afterEach, describe, expect, it } from 'vitest';
import type { CredentialStore } from '../credential-store.ts';
import type { Credentials } from '../credentials.ts';

/** A device with a store, whose secrets a test can spoil. */
export interface CredentialStoreWorld {
  /** The store as the next process of the installation opens it. */
  readonly open: () => Promise<CredentialStore>;
  /** Puts a text where the sign-in and the name of the device are kept. */
  readonly spoil: (text: string) => Promise<void>;
  /** From now on, or no longer, the platform refuses to read and to write. */
  readonly refuse: (isRefusing: boolean) => Promise<void>;
  readonly close?: () => Promise<void>;
}

const ADA: Credentials = {
  serverUrl: 'https://photos.example.org',
  userId: 'u1',
  userName: 'Ada ✓ “آدا”',
  credential: { kind: 'session', token: 'secret-token' },
};

const BEN: Credentials = {
  serverUrl: 'http://192.168.0.7:2283',
  userId: 'u2',
  userName: '',
  credential: { kind: 'api-key', secret: 'secret-key' },
};

const DAMAGED = [
  '',
  '{',
  'null',
  '[]',
  '7',
  '{"serverUrl":1}',
  JSON.stringify({ ...ADA, userId: '' }),
  JSON.stringify({ ...ADA, credential: null }),
  JSON.stringify({ ...ADA, credential: { kind: 'session' } }),
  JSON.stringify({ ...ADA, credential: { kind: 'api-key', secret: '' } }),
  JSON.stringify({ ...ADA, credential: { kind: 'other', token: 'secret-token' } }),
];

/** What every `CredentialStore` does. Each test has a world of its own, in which nobody has signed in yet. */
export function describeCredentialStoreContract(
  name: string,
  openWorld: () => Promise<CredentialStoreWorld>,
): void {
  describe(`${name} keeps the contract of CredentialStore:`, () => {
    const worlds: CredentialStoreWorld[] = [];
    const openNew = async (): Promise<CredentialStoreWorld> => {
      const world = await openWorld();
      worlds.push(world);
      return world;
    };
    afterEach(async () => {
      for (const world of worlds.splice(0)) await world.close?.();
    });

    it('knows nobody at first', async () => {
      const { open } = await openNew();
      expect(await (await open()).readCredentials()).toBeUndefined();
    });

    it('keeps whoever signed in last, for the next process too, until they are forgotten', async () => {
      const { open } = await openNew();
      const store = await open();
      for (const each of [ADA, BEN]) {
        await store.writeCredentials(each);
        expect(await store.readCredentials()).toEqual(each);
        expect(await (await open()).readCredentials()).toEqual(each);
      }
      await store.forgetCredentials();
      await store.forgetCredentials();
      expect(await store.readCredentials()).toBeUndefined();
      expect(await (await open()).readCredentials()).toBeUndefined();
      await store.writeCredentials(ADA);
      expect(await (await open()).readCredentials()).toEqual(ADA);
    });

    it.each(DAMAGED)('takes what is damaged for nobody, and has it replaced: %s', async (text) => {
      const { open, spoil } = await openNew();
      await (await open()).writeCredentials(ADA);
      await spoil(text);
      const store = await open();
      expect(await store.readCredentials().catch(() => undefined)).toBeUndefined();
      await store.writeCredentials(BEN);
      expect(await (await open()).readCredentials()).toEqual(BEN);
    });

    it('takes nobody who cannot be read now for signed out, and forgets nothing meanwhile', async () => {
      const { open, refuse } = await openNew();
      const store = await open();
      await store.writeCredentials(ADA);
      const deviceId = await (await open()).readDeviceId();
      await refuse(true);
      await expect(store.readCredentials()).rejects.toThrow();
      await expect(store.readDeviceId()).rejects.toThrow();
      await expect(store.writeCredentials(BEN)).rejects.toThrow();
      await refuse(false);
      expect(await store.readCredentials()).toEqual(ADA);
      expect(await store.readDeviceId()).toBe(deviceId);
    });

    it('names the device once, also when it is asked twice at the same moment', async () => {
      const { open } = await openNew();
      const store = await open();
      const [one, other] = await Promise.all([store.readDeviceId(), store.readDeviceId()]);
      expect(one).toMatch(/^[\w-]{8,}$/);
      expect(other).toBe(one);
      await store.writeCredentials(ADA);
      await store.forgetCredentials();
      expect(await (await open()).readDeviceId()).toBe(one);
      const { open: openOther } = await openNew();
      expect(await (await openOther()).readDeviceId()).not.toBe(one);
    });

    it.each(['', '{', '{"deviceId":""}', '{"deviceId":7}', 'a b'])(
      '[V4] names the device anew, once, where its name is damaged: %s',
      async (text) => {
        const { open, spoil } = await openNew();
        const before = await (await open()).readDeviceId();
        await spoil(text);
        const made = await (await open()).readDeviceId();
        expect(made).toMatch(/^[\w-]{8,}$/);
        expect(made).not.toBe(before);
        expect(await (await open()).readDeviceId()).toBe(made);
      },
    );
  });
}
