import { BackupError, type CancelSignal } from '@keepsake/engine';
import {
  LOCAL_API,
  localCalls,
  localFailure,
  type Answered,
  type Asking,
  type LocalCallName,
} from '@keepsake/protocol/local';
import { CallRefused, LinkLost } from '../agent-link.ts';
import type { AgentPlatform } from './agent-platform.ts';

/** Asks the agent. Errors: `BackupError` as the agent had it; `CallRefused`; `LinkLost`; a cancelled signal's reason. */
export type CallAgent = <Name extends LocalCallName>(
  name: Name,
  asking: Asking<Name>,
  signal?: CancelSignal,
) => Promise<Answered<Name>>;

/** Calls over HTTP. */
export function createCallAgent(platform: AgentPlatform): CallAgent {
  return async (name, asking, signal) => {
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop);
    try {
      const { status, text } = await send(platform, name, asking, abort.signal);
      if (status === 200) {
        // The schema of a name belongs to it; the compiler does not follow that through the table.
        return localCalls[name].answers.parse(JSON.parse(text)) as Answered<typeof name>;
      }
      if (status === 409) {
        const { code, detail } = localFailure.parse(JSON.parse(text));
        throw new BackupError(code, detail);
      }
      const detail = `the agent answered ${name} with ${status}`;
      throw isOfLink(status) ? new LinkLost(detail) : new CallRefused(detail);
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };
}

/** It is ending, does not know this page, or something else answers in its place: the link says so. */
function isOfLink(status: number): boolean {
  return status >= 500 || status === 401 || status === 403 || status === 421;
}

async function send(
  { origin, fetch }: AgentPlatform,
  name: LocalCallName,
  asking: unknown,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(`${origin}${LOCAL_API}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asking),
      signal,
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new LinkLost('the agent cannot be reached', { cause: error });
  }
}
