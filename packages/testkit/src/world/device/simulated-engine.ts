import type {
  AlbumChoice,
  AlbumId,
  AlbumRecord,
  AssetId,
  AssetRecord,
  RunKind,
  RunOutcome,
  Settings,
  Statistics,
} from '@keepsake/engine';
import type { DevicePorts } from './device-ports.ts';

/** How a person or a platform starts a run. */
export interface RunWanted {
  readonly kind: RunKind;
  /** How long the platform lets it run. */
  readonly budgetMs?: number | undefined;
  /** The person allowed mobile data for this run (N5). */
  readonly isOverMeteredAllowed?: boolean;
}

/** What the simulated world asks of the engine that it proves. */
export interface SimulatedEngine {
  start(wanted: RunWanted): Promise<RunOutcome>;
  /** From now on it starts runs by itself, and starts them so. */
  automate(start: (wanted: RunWanted) => Promise<RunOutcome>): void;
  cancel(): void;
  verify(options: { readonly isDeep: boolean }): Promise<unknown>;
  retry(ids: readonly AssetId[] | 'all-failed'): Promise<unknown>;
  uploadAgain(ids: readonly AssetId[] | 'all-deleted'): Promise<unknown>;
  chooseAlbums(choices: ReadonlyMap<AlbumId, AlbumChoice>): Promise<void>;
  changeSettings(settings: Partial<Settings>): Promise<void>;
  listAlbums(): Promise<readonly AlbumRecord[]>;
  explain(
    id: AssetId,
  ): Promise<{ readonly record: AssetRecord; readonly why: { readonly kind: string } } | undefined>;
  snapshot(): { readonly statistics: Statistics | undefined };
  proposeFreeing(): Promise<{ readonly records: readonly AssetRecord[] }>;
  freeSpace(ids: readonly AssetId[]): Promise<unknown>;
  readStatus(): Promise<{ readonly statistics: Statistics }>;
}

/** Makes the engine of a process that begins. */
export type BootEngine = (ports: DevicePorts) => SimulatedEngine;
