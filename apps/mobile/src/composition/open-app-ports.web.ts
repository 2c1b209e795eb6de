import type { AppPorts } from '../controller/app-ports.ts';
import { connectToAgent } from '../controller/over-http/connect-to-agent.ts';
import { browserPlatform } from './browser-platform.ts';
import { openDrafts } from './open-drafts.ts';
import { openPreferences } from './open-preferences.ts';

/** What a page stands on: the agent that served it. */
export async function openAppPorts(): Promise<AppPorts> {
  const clock = { now: () => Date.now() };
  return {
    ...connectToAgent(browserPlatform()),
    preferences: openPreferences(localStorage),
    drafts: openDrafts(sessionStorage),
    clock,
  };
}
