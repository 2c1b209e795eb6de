import { Platform } from 'react-native';
import type { AppPorts } from '../controller/app-ports.ts';
import { openPreferences, type TextStore } from './open-preferences.ts';
import { unlinkedPorts } from './unlinked-ports.ts';

/** What the app stands on where it runs. Until it is given an agent's address and key it knows of no backup. */
export async function openAppPorts(): Promise<AppPorts> {
  const preferences = openPreferences(Platform.OS === 'web' ? localStorage : forgetfulStore());
  return unlinkedPorts(preferences, { now: () => Date.now() });
}

/** Keeps nothing beyond the process. */
function forgetfulStore(): TextStore {
  const texts = new Map<string, string>();
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) };
}
