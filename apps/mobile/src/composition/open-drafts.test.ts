import { describe, expect, it } from 'vitest';
import { openDrafts } from './open-drafts.ts';

function memory(): {
  texts: Map<string, string>;
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
} {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  };
}

describe('drafts', () => {
  it('are there when the page is loaded anew, until they are done with', () => {
    const store = memory();
    const drafts = openDrafts(store);
    drafts.keep('address', 'nas:2283');
    drafts.keep('folders', ['/a', '/b']);
    expect(openDrafts(store).read('address')).toBe('nas:2283');
    expect(openDrafts(store).read('folders')).toEqual(['/a', '/b']);
    drafts.keep('folders', undefined);
    expect(openDrafts(store).read('folders')).toBeUndefined();
    expect(openDrafts(store).read('address')).toBe('nas:2283');
    drafts.forget();
    expect(openDrafts(store).read('address')).toBeUndefined();
  });

  it.each(['', '{', '{}', '[["address"]]', '[["address",{"x":1}]]', '[["address",[1]]]', '[1]'])(
    'that were tampered with are none: %j',
    (text) => {
      const store = memory();
      store.texts.set('keepsake.drafts', text);
      expect(openDrafts(store).read('address')).toBeUndefined();
    },
  );

  it('hold where nothing can be kept', () => {
    const drafts = openDrafts({
      getItem: () => null,
      setItem() {
        throw new Error('full');
      },
    });
    drafts.keep('address', 'nas');
    expect(drafts.read('address')).toBe('nas');
  });
});
