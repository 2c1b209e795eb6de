import type { AssetId, Clock } from '@keepsake/engine';
import type { TextStore } from '../../controller/text-store.ts';

/** A file that iOS wrote of an original, as its next turn finds it again. */
export interface LeftExport {
  /** Of which version of which part it is. */
  readonly name: string;
  readonly assetId: AssetId;
  readonly uri: string;
  readonly sizeBytes: number;
}

interface Left extends LeftExport {
  readonly atMs: number;
}

/** What is smaller is written anew within a moment. */
const LEAST_BYTES = 16 * 1024 * 1024;
/** They take room that a person may need. */
const MOST_KEPT = 2;
/** Whoever has not come back by then may never. */
const KEPT_MS = 3 * 24 * 3_600_000;
const KEY = 'keepsake.left-exports';

/**
 * Films whose turn was cut off before they were sent: in the seconds that iOS grants, one that had to be written out of Photos anew each time
 * would take all of them. Kept between processes.
 */
export class LeftExports {
  readonly #memory: TextStore;
  readonly #clock: Pick<Clock, 'now'>;
  #all: readonly Left[] | undefined;

  constructor(memory: TextStore, clock: Pick<Clock, 'now'>) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** Those that a sweep is to leave alone. */
  uris(): readonly string[] {
    return this.#read().map(({ uri }) => uri);
  }

  /** Keeps the latest, of those that are worth it; what it no longer keeps goes with the next sweep. */
  add(left: LeftExport): void {
    if (left.sizeBytes < LEAST_BYTES) return;
    const others = this.#read().filter(({ name }) => name !== left.name);
    this.#write([...others, { ...left, atMs: this.#clock.now() }].slice(-MOST_KEPT));
  }

  /** It is kept here no longer. */
  take(name: string): LeftExport | undefined {
    const all = this.#read();
    const found = all.find((each) => each.name === name);
    if (found !== undefined) this.#write(all.filter((each) => each !== found));
    return found;
  }

  /** Forgets those that nobody will take any more: sent without them, excluded, given up. */
  async keepThose(isWanted: (id: AssetId) => Promise<boolean>): Promise<void> {
    for (const { name, assetId } of this.#read()) if (!(await isWanted(assetId))) this.take(name);
  }

  /** All of them; none is kept any longer. */
  takeAll(): readonly LeftExport[] {
    const all = this.#read();
    if (all.length > 0) this.#write([]);
    return all;
  }

  /** Read once: it is asked for with every photo. */
  #read(): readonly Left[] {
    this.#all ??= parse(this.#memory.getItem(KEY));
    const nowMs = this.#clock.now();
    return this.#all.filter(({ atMs }) => Math.abs(nowMs - atMs) < KEPT_MS);
  }

  #write(all: readonly Left[]): void {
    this.#all = all;
    try {
      this.#memory.setItem(KEY, JSON.stringify(all));
    } catch {
      // On a disk that is full the next process writes it anew.
    }
  }
}

function parse(text: string | null): readonly Left[] {
  try {
    const all: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(all) ? all.filter(isLeft) : [];
  } catch {
    return [];
  }
}

function isLeft(value: unknown): value is Left {
  if (typeof value !== 'object' || value === null) return false;
  const { name, assetId, uri, sizeBytes, atMs } = value as Partial<Record<keyof Left, unknown>>;
  return (
    typeof name === 'string' &&
    typeof assetId === 'string' &&
    typeof uri === 'string' &&
    typeof sizeBytes === 'number' &&
    typeof atMs === 'number'
  );
}
