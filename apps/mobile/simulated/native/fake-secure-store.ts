import type * as SecureStore from 'expo-secure-store';

/** What is used of expo-secure-store. */
type UsedSecureStore = Pick<
  typeof SecureStore,
  'AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY' | 'deleteItemAsync' | 'getItemAsync' | 'setItemAsync'
>;

/** The system's store of secrets, which refuses what the real one refuses; it outlives the app. */
export class FakeSecureStore {
  readonly items = new Map<string, string>();
  /** The phone was not unlocked since it began: its secrets are there, and closed. */
  isLocked = false;
  /** What a secret waits for before it is written. */
  writing: Promise<void> | undefined;

  readonly module: UsedSecureStore = {
    AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 1,
    getItemAsync: async (key, options) => {
      this.#require(key, options);
      return this.items.get(key) ?? null;
    },
    setItemAsync: async (key, value, options) => {
      this.#require(key, options);
      if (typeof value !== 'string') throw new Error('Values must be strings');
      await this.writing;
      this.items.set(key, value);
    },
    deleteItemAsync: async (key, options) => {
      this.#require(key, options);
      this.items.delete(key);
    },
  };

  #require(key: string, options: SecureStore.SecureStoreOptions | undefined): void {
    if (!/^[\w.-]+$/.test(key)) throw new Error('Invalid key provided to SecureStore');
    // Another class of protection could not be read while the phone is locked, when backups run too.
    if (options?.keychainAccessible !== 1) throw new Error('not readable in the background');
    if (this.isLocked) throw new Error('the phone is locked');
  }
}
