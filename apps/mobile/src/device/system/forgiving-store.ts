import type { TextStore } from '../../controller/text-store.ts';

/**
 * A store for notes that can be done without: what cannot be read is not there, and what a full disk does not take is known to this process
 * alone. Nobody's backup ends for one of them.
 */
export const forgiving = (store: TextStore): TextStore => ({
  getItem(key) {
    try {
      return store.getItem(key);
    } catch {
      return null;
    }
  },
  setItem(key, text) {
    try {
      store.setItem(key, text);
    } catch {
      // Whoever wrote it knows it as long as this process lives.
    }
  },
});
