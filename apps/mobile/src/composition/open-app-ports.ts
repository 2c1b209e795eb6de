import { Platform } from 'react-native';
import type { AppPorts } from '../controller/app-ports.ts';
import { browserPlatform } from './browser-platform.ts';
import { connectToAgent } from '../controller/over-http/connect-to-agent.ts';
import { openPreferences, type TextStore } from './open-preferences.ts';
import { unlinkedPorts } from './unlinked-ports.ts';

/** What the app stands on where it runs: a page has the agent that served it. On phones it knows of no backup yet. */
export async function openAppPorts(): Promise<AppPorts> {
  const clock = { now: () => Date.now() };
  if (Platform.OS !== 'web') return unlinkedPorts(openPreferences(forgetfulStore()), clock);
  return { ...connectToAgent(browserPlatform()), preferences: openPreferences(localStorage), clock };
}

/** Keeps nothing beyond the process. */
function forgetfulStore(): TextStore {
  const texts = new Map<string, string>();
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) };
}
