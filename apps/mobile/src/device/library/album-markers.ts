import type { AlbumId } from '@keepsake/engine';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';
import { asLibraryErrors } from './library-errors.ts';
import { readMediaPage } from './media-pages.ts';
import type { PhoneMedia } from './phone-media.ts';

/** Text under a name that survives the process. What cannot be kept is computed anew. */
interface MarkerMemory {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

export interface MarkerDeps {
  readonly media: Pick<PhoneMedia, 'Album' | 'Query'>;
  readonly native: Pick<BackupNative, 'readChanges'>;
  readonly memory: MarkerMemory;
}

/** What an album held when it was last read through. */
export interface AlbumMarker {
  readonly count: number;
  /** Of ids and dates; the same in whatever order they come. */
  readonly digest: string;
  /** The token under which something in it was last told to have changed, whether a date shows it or not. */
  readonly touchedAt: string;
}

interface Memory {
  readonly token: string;
  /** Albums as the platform listed them: where it lists the same under the same token, nothing happened. */
  readonly listing: string;
  readonly markers: Readonly<Record<string, AlbumMarker>>;
}

/** Assets of which only dates and ids are held at once. */
const READ_AT_ONCE = 5_000;

/**
 * A marker for each album (A5). Neither platform gives one, so an album is read through for ids and dates, which takes about a second for
 * 50,000 photos, whenever the platform's own change token moved. Where it stands still nothing is read; before Android 11 there
 * is none that could. Of a selection all is read each time: it is no change of the library when a person picks other photos.
 */
export async function readMarkers(
  albumIds: readonly AlbumId[],
  { listing, isSelection }: { readonly listing: string; readonly isSelection: boolean },
  { media, native, memory }: MarkerDeps,
  checkCancelled: () => void,
): Promise<ReadonlyMap<AlbumId, AlbumMarker>> {
  const before = parse(await memory.read().catch(() => null));
  const changes = await asLibraryErrors(
    () => native.readChanges(before?.token ?? null),
    'library-unavailable',
  );
  const isSame = changes.isComplete && before?.token === changes.token && before.listing === listing;
  if (isSame && !isSelection) {
    const markers = albumIds.map((id) => [id, before.markers[id]] as const);
    if (markers.every(hasMarker)) return new Map(markers);
  }
  const changed = changes.isComplete ? new Set(changes.changedIds.map(bareId)) : undefined;
  const markers = new Map<AlbumId, AlbumMarker>();
  for (const id of albumIds) {
    const { isTouched, ...read } = await readThrough(id, media, changed, checkCancelled);
    const touchedAt = isTouched ? changes.token : (before?.markers[id]?.touchedAt ?? '');
    markers.set(id, { ...read, touchedAt });
  }
  const next: Memory = { token: changes.token, listing, markers: Object.fromEntries(markers) };
  await memory.write(JSON.stringify(next)).catch(() => undefined);
  return markers;
}

const hasMarker = (
  entry: readonly [AlbumId, AlbumMarker | undefined],
): entry is readonly [AlbumId, AlbumMarker] => entry[1] !== undefined;

/** `changed` undefined: anything may have changed. */
async function readThrough(
  albumId: AlbumId,
  media: MarkerDeps['media'],
  changed: ReadonlySet<string> | undefined,
  checkCancelled: () => void,
): Promise<Omit<AlbumMarker, 'touchedAt'> & { readonly isTouched: boolean }> {
  let [count, sum, mix] = [0, 0, 0];
  let isTouched = changed === undefined;
  let cursor: string | undefined;
  do {
    checkCancelled();
    const page = await readMediaPage(media, { albumId, cursor, limit: READ_AT_ONCE });
    for (const { id, modificationTime } of page.media) {
      const hash = hashOf(`${id} ${modificationTime ?? ''}`);
      count += 1;
      sum = (sum + hash) >>> 0;
      mix = (mix + Math.imul(hash ^ (hash >>> 15), 0x9e3779b1)) >>> 0;
      if (changed?.has(bareId(id)) === true) isTouched = true;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { count, digest: `${sum.toString(36)}.${mix.toString(36)}`, isTouched };
}

/** Android tells changes by number, Photos by local identifier, and both list by an address around it. */
const bareId = (id: string): string =>
  id.startsWith('content:') ? id.slice(id.lastIndexOf('/') + 1) : id.replace(/^ph:\/\//, '');

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function parse(text: string | null): Memory | undefined {
  if (text === null) return undefined;
  try {
    const memory = JSON.parse(text) as Partial<Memory> | null;
    return typeof memory?.token === 'string' &&
      typeof memory.listing === 'string' &&
      typeof memory.markers === 'object' &&
      memory.markers !== null
      ? (memory as Memory)
      : undefined;
  } catch {
    return undefined;
  }
}
