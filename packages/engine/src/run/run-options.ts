import type { RunPermission } from '../conditions/allowance.ts';
import type { ChunkSizes } from '../transfer/chunk-sizes.ts';
import type { ScanOptions } from './observe-library.ts';

/** How one run is to be. */
export interface RunOptions extends ScanOptions, RunPermission {
  /** How long to wait for a network that goes away in the middle; Infinity: for ever. */
  readonly offlinePatienceMs: number;
  readonly chunkSizes: ChunkSizes;
  /** What the platform gives the run (B4); undefined: as long as it takes. */
  readonly budgetMs: number | undefined;
  /** What was begun goes on by itself when the run's time is over, as iOS sends for an app that it froze. */
  readonly sendsOn: boolean;
}
