import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL_API } from '@keepsake/protocol/local';
import { openUiNotes } from './host/ui-note.ts';

/** One that was started a moment ago may not listen yet. */
const TRIES = 20;
const PAUSE_MS = 250;

/** Asks the agent that serves the screens already for a link; undefined: it does not answer. */
export async function linkOfRunning(homeFolder: string): Promise<string | undefined> {
  for (let left = TRIES; left > 0; left -= 1) {
    const { key, port } = (await openUiNotes(homeFolder)).read();
    const link = port === undefined ? undefined : await askForLink(`http://127.0.0.1:${port}`, key);
    if (link !== undefined) return link;
    await sleep(PAUSE_MS);
  }
  return undefined;
}

async function askForLink(origin: string, key: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${origin}${LOCAL_API}/make-link`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, origin, 'content-type': 'application/json' },
      body: '{}',
      redirect: 'error',
      signal: AbortSignal.timeout(2_000),
    });
    const content: unknown = answer.ok ? await answer.json() : undefined;
    const link =
      typeof content === 'object' && content !== null && 'link' in content ? content.link : undefined;
    return typeof link === 'string' && link.startsWith(`${origin}/open/`) ? link : undefined;
  } catch {
    return undefined;
  }
}
