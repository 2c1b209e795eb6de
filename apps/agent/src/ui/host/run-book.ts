import { randomUUID } from 'node:crypto';
import {
  BackupError,
  type AlbumId,
  type BackupController,
  type AssetId,
  type AlbumChoice,
} from '@keepsake/engine';
import type { LocalFailure, RunResult, RunState, WantedRun } from '@keepsake/protocol/local';

/** How many runs that are over are remembered, for pages that find their way back. */
const MOST = 50;

/** Runs that pages asked for. They belong to the agent: they go on when their page is gone, and tell how they ended for a while. */
export class RunBook {
  readonly #controller: BackupController;
  readonly #runs = new Map<string, RunState>();
  readonly #observers = new Set<(run: string) => void>();

  constructor(controller: BackupController) {
    this.#controller = controller;
  }

  /** Begins a run, and answers its name. */
  begin(wanted: WantedRun): string {
    const run = randomUUID();
    this.#runs.set(run, { kind: 'running' });
    perform(this.#controller, wanted).then(
      (result) => this.#end(run, { kind: 'ended', result }),
      (error: unknown) => this.#end(run, { kind: 'failed', failure: failureOf(error) }),
    );
    return run;
  }

  read(run: string): RunState {
    return this.#runs.get(run) ?? { kind: 'unknown' };
  }

  /** Calls back when a run is over, until the returned function is called. */
  subscribe(onOver: (run: string) => void): () => void {
    this.#observers.add(onOver);
    return () => this.#observers.delete(onOver);
  }

  #end(run: string, state: RunState): void {
    // The last one that ended is the last one to be forgotten.
    this.#runs.delete(run);
    this.#runs.set(run, state);
    for (const [old, { kind }] of this.#runs) {
      if (this.#runs.size <= MOST) break;
      if (kind !== 'running') this.#runs.delete(old);
    }
    for (const observer of [...this.#observers]) observer(run);
  }
}

async function perform(controller: BackupController, wanted: WantedRun): Promise<RunResult> {
  switch (wanted.goal) {
    case 'scan':
      return { outcome: await controller.scan(chooserOf(wanted)) };
    case 'backup': {
      const { kind, budgetMs, isOverMeteredAllowed } = wanted;
      const outcome = await controller.start({
        ...chooserOf(wanted),
        ...(kind === undefined ? {} : { kind }),
        budgetMs,
        ...(isOverMeteredAllowed === undefined ? {} : { isOverMeteredAllowed }),
      });
      return { outcome };
    }
    case 'verify':
      return controller.verify({ isDeep: wanted.isDeep });
    case 'free-space':
      return controller.freeSpace(wanted.ids as readonly AssetId[]);
  }
}

function chooserOf({
  choices,
}: WantedRun & { goal: 'scan' | 'backup' }): Parameters<BackupController['scan']>[0] {
  if (choices === undefined) return {};
  return { chooseAlbums: () => new Map(choices as readonly (readonly [AlbumId, AlbumChoice])[]) };
}

/** What is told of an error; a fault of ours says nothing of itself. */
export function failureOf(error: unknown): LocalFailure {
  return error instanceof BackupError
    ? { code: error.code, detail: error.message }
    : { code: 'ledger-unavailable', detail: 'Keepsake has a fault.' };
}
