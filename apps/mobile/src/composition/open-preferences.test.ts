import { describe, expect, it } from 'vitest';
import type { TextStore } from '../controller/text-store.ts';
import { openPreferences } from './open-preferences.ts';

function storeWith(text: string | null): TextStore & { text: string | null } {
  return {
    text,
    getItem() {
      return this.text;
    },
    setItem(_key, next) {
      this.text = next;
    },
  };
}

describe('preferences', () => {
  it('are kept, and told to whoever watches', () => {
    const store = storeWith(null);
    const preferences = openPreferences(store);
    const heard: string[] = [];
    const unsubscribe = preferences.state.subscribe(({ theme }) => heard.push(theme));
    preferences.change({ theme: 'dark' });
    unsubscribe();
    preferences.change({ language: 'ar' });
    expect(heard).toEqual(['dark']);
    expect(openPreferences(store).state.current()).toEqual({
      theme: 'dark',
      language: 'ar',
      isFirstRunOver: false,
    });
  });

  it.each([null, '', '{', 'null', '[]', '7', '{"theme":"pink","language":7,"isFirstRunOver":"yes"}'])(
    'are the defaults where %s is kept',
    (text) => {
      expect(openPreferences(storeWith(text)).state.current()).toEqual({
        theme: 'system',
        language: 'system',
        isFirstRunOver: false,
      });
    },
  );

  it('hold until the end where nothing can be kept', () => {
    const store: TextStore = {
      getItem() {
        throw new Error('not here');
      },
      setItem() {
        throw new Error('full');
      },
    };
    const preferences = openPreferences(store);
    preferences.change({ theme: 'light' });
    expect(preferences.state.current().theme).toBe('light');
  });
});
