import {
  BackupError,
  foldedKey,
  type Kept,
  type PendingFile,
  type PlaceState,
  type RestoredFacts,
  type RestorePlace,
  type RestoreTarget,
} from '@keepsake/engine';
import { sha1Of } from '../remote/fake-photo-server.ts';

/** A file that was restored. */
export interface FakeRestoredFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}

/** A folder in memory that originals are restored to. It passes the contract, and tells what lies in hiding. */
export class FakeRestoreTarget implements RestoreTarget {
  /** Files that are received and have no name yet, those of an earlier process included. */
  hiddenCount = 0;
  /** Files that were put into a further folder without being received again. */
  repeatCount = 0;
  /** Called before a file gets its name; what it throws is what happens. */
  beforeKeep: (path: string) => void = () => undefined;
  readonly #files = new Map<string, FakeRestoredFile>();

  /** All files, by their paths. */
  get files(): ReadonlyMap<string, FakeRestoredFile> {
    return new Map([...this.#files.values()].map((file) => [file.path, file]));
  }

  /** Somebody else puts a file there. */
  put(path: string, bytes: Uint8Array): void {
    this.#files.set(foldedKey(path), { path, bytes, createdAtMs: 0, modifiedAtMs: 0 });
  }

  async sweep(): Promise<void> {
    this.hiddenCount = 0;
  }

  async look(place: RestorePlace): Promise<PlaceState> {
    const key = foldedKey(pathOf(place));
    const file = this.#files.get(key);
    if (file !== undefined) return { kind: 'file', checksum: sha1Of(file.bytes) };
    for (const other of this.#files.keys()) {
      if (other.startsWith(`${key}/`) || key.startsWith(`${other}/`)) return { kind: 'blocked' };
    }
    return { kind: 'free' };
  }

  async begin(): Promise<PendingFile> {
    const chunks: Uint8Array[] = [];
    let isHidden = true;
    this.hiddenCount += 1;
    const show = (): void => {
      if (isHidden) this.hiddenCount -= 1;
      isHidden = false;
    };
    return {
      write: async (bytes) => {
        chunks.push(bytes.slice());
      },
      keep: async (place, facts) => {
        const bytes = joined(chunks);
        if (sha1Of(bytes) !== facts.checksum) throw new BackupError('checksum-mismatch', 'other bytes');
        const kept = await this.#keep(place, bytes, facts);
        if (kept === 'kept') show();
        return kept;
      },
      discard: async () => {
        show();
      },
    };
  }

  async repeat(from: RestorePlace, to: RestorePlace, facts: RestoredFacts): Promise<Kept> {
    const file = this.#files.get(foldedKey(pathOf(from)));
    if (file === undefined) throw new BackupError('library-unavailable', `${pathOf(from)} is not there`);
    const kept = await this.#keep(to, file.bytes, facts);
    if (kept === 'kept') this.repeatCount += 1;
    return kept;
  }

  async #keep(place: RestorePlace, bytes: Uint8Array, facts: RestoredFacts): Promise<Kept> {
    const path = pathOf(place);
    this.beforeKeep(path);
    if ((await this.look(place)).kind !== 'free') return 'taken';
    const { createdAtMs, modifiedAtMs } = facts;
    this.#files.set(foldedKey(path), { path, bytes, createdAtMs, modifiedAtMs });
    return 'kept';
  }
}

const pathOf = ({ folders, name }: RestorePlace): string => [...folders, name].join('/');

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
