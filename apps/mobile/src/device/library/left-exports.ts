import type { AssetId, Clock } from '@keepsake/engine';
import type { TextStore } from '../../controller/text-store.ts';
import { forgiving } from '../system/forgiving-store.ts';

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
 * Films that were written out of Photos and are not sent yet: in the seconds that iOS grants, one that had to be written out of Photos anew each time
 * would take all of them. Kept between processes.
 */
export class LeftExports {
  readonly #memory: TextStore;
  readonly #clock: Pick<Clock, 'now'>;
  #all: readonly Left[] | undefined;

  constructor(memory: TextStore, clock: Pick<Clock, 'now'>) {
    this.#memory = forgiving(memory);
    this.#clock = clock;
  }

  /** Those that a sweep is to leave alone. */
  uris(): readonly string[] {
    return this.#read().map(({ uri }) => uri);
  }

  all(): readonly LeftExport[] {
    return this.#read();
  }

  /** Of this version of this part. */
  find(name: string): LeftExport | undefined {
    return this.#read().find((each) => each.name === name);
  }

  /** Keeps the latest, of those that are worth it. Answers which it keeps no longer; what is too old goes with the next sweep. */
  add(left: LeftExport): readonly LeftExport[] {
    if (left.sizeBytes < LEAST_BYTES) return [];
    const before = this.#read();
    const others = before.filter(({ uri }) => uri !== left.uri);
    const kept = [...others, { ...left, atMs: this.#clock.now() }]
      .filter(({ name, uri }) => name !== left.name || uri === left.uri)
      .slice(-MOST_KEPT);
    this.#write(kept);
    return others.filter((each) => !kept.includes(each));
  }

  /** These are kept no longer. */
  drop(files: readonly LeftExport[]): void {
    const dropped = new Set(files.map(({ uri }) => uri));
    const all = this.#read();
    const kept = all.filter(({ uri }) => !dropped.has(uri));
    if (kept.length < all.length) this.#write(kept);
  }

  /** Forgets those that nobody will take any more: sent without them, excluded, given up. */
  async keepThose(isWanted: (id: AssetId) => Promise<boolean>): Promise<void> {
    const unwanted: LeftExport[] = [];
    for (const each of this.#read()) if (!(await isWanted(each.assetId))) unwanted.push(each);
    this.drop(unwanted);
  }

  /** Read once: it is asked for with every photo. */
  #read(): readonly Left[] {
    this.#all ??= parse(this.#memory.getItem(KEY));
    const nowMs = this.#clock.now();
    return this.#all.filter(({ atMs }) => Math.abs(nowMs - atMs) < KEPT_MS);
  }

  #write(all: readonly Left[]): void {
    this.#all = all;
    this.#memory.setItem(KEY, JSON.stringify(all));
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
