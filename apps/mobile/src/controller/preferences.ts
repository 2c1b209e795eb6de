import type { Watched } from './watched.ts';

/** What a person wants of the app itself, on this screen; backup's settings are the engine's. */
export interface Preferences {
  /** `system`: as the device is. */
  readonly theme: 'system' | 'light' | 'dark';
  /** A language that the app speaks; `system`: the device's, or English. */
  readonly language: string;
  /** The first run was ended: the app begins with Backup. */
  readonly isFirstRunOver: boolean;
}

/** Keeps preferences on the device. Reading is at once, so that no screen flashes in another theme. */
export interface PreferenceStore {
  readonly state: Watched<Preferences>;
  /** Never fails: what cannot be kept holds until the app ends. */
  change(preferences: Partial<Preferences>): void;
}
