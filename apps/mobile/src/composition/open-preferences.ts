import type { Preferences, PreferenceStore } from '../controller/preferences.ts';
import type { TextStore } from '../controller/text-store.ts';

const KEY = 'keepsake.preferences';
const DEFAULTS: Preferences = { theme: 'system', language: 'system', isFirstRunOver: false };
const THEMES: ReadonlySet<unknown> = new Set<Preferences['theme']>(['system', 'light', 'dark']);

/** Preferences kept as JSON. What was tampered with, or is of another version, is its default. */
export function openPreferences(store: TextStore): PreferenceStore {
  const observers = new Set<(preferences: Preferences) => void>();
  let preferences = read(store);
  return {
    state: {
      current: () => preferences,
      subscribe(onChange) {
        observers.add(onChange);
        return () => observers.delete(onChange);
      },
    },
    change(change) {
      preferences = { ...preferences, ...change };
      try {
        store.setItem(KEY, JSON.stringify(preferences));
      } catch {
        // Private windows and full disks keep nothing: it holds until the app ends.
      }
      for (const observer of [...observers]) observer(preferences);
    },
  };
}

function read(store: TextStore): Preferences {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? '{}');
    const { theme, language, isFirstRunOver } = kept as Partial<Record<keyof Preferences, unknown>>;
    return {
      theme: THEMES.has(theme) ? (theme as Preferences['theme']) : DEFAULTS.theme,
      language: typeof language === 'string' ? language : DEFAULTS.language,
      isFirstRunOver: isFirstRunOver === true,
    };
  } catch {
    return DEFAULTS;
  }
}
