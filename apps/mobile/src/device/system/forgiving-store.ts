import type { TextStore } from '../../controller/text-store.ts';

/**
 * A store for notes without which a phone does some work twice: what cannot be read is not there, and what a full disk does not take is known to
 * this process alone. Nobody's backup ends for one of them. Of notes whose loss costs a photo only the writing may be so.
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
