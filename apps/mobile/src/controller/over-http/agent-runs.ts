import { BackupError } from '@keepsake/engine';
import type { RunResult, WantedRun } from '@keepsake/protocol/local';
import { LinkLost } from '../agent-link.ts';
import type { CallAgent } from './call-agent.ts';

interface Awaited {
  readonly resolve: (result: RunResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs that this page asked for. Each belongs to the agent; the page only waits for its end. */
export class AgentRuns {
  readonly #call: CallAgent;
  readonly #awaited = new Map<string, Awaited>();

  constructor(call: CallAgent) {
    this.#call = call;
  }

  /** Has the agent run something, and waits for its end, also over a lost link. `LinkLost`: nobody knows any more how it ended. */
  async run(wanted: WantedRun): Promise<RunResult> {
    const { run } = await this.#call('start-run', wanted);
    const { promise, resolve, reject } = Promise.withResolvers<RunResult>();
    this.#awaited.set(run, { resolve, reject });
    // It may have been over before anybody listened.
    this.look(run);
    return promise;
  }

  /** The stream begins anew: what ended meanwhile was told to nobody. */
  lookAtAll(): void {
    for (const run of this.#awaited.keys()) this.look(run);
  }

  /** Asks how a run stands, if it is one of ours. */
  look(run: string): void {
    if (!this.#awaited.has(run)) return;
    // Where the link is lost, the next `hello` asks again.
    this.#ask(run).catch(() => undefined);
  }

  async #ask(run: string): Promise<void> {
    const state = await this.#call('read-run', { run });
    const awaited = this.#awaited.get(run);
    if (awaited === undefined || state.kind === 'running') return;
    this.#awaited.delete(run);
    switch (state.kind) {
      case 'ended':
        awaited.resolve(state.result);
        return;
      case 'failed':
        awaited.reject(new BackupError(state.failure.code, state.failure.detail));
        return;
      case 'unknown':
        awaited.reject(new LinkLost('the agent was started anew meanwhile'));
        return;
    }
  }
}
