import { randomBytes } from 'node:crypto';
import { isPathNamed } from '../database/is-path-named.ts';
import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import { setDamagedAside } from '../proof/set-damaged-aside.ts';
import type { ArrivedBlob, BlobStore } from '../storage/blob-store.ts';
import { foldedKey, safeName } from '../storage/safe-name.ts';
import { dropClaim, noteClaim } from './claims.ts';

/** Where an original, or its sidecar, wants to lie: `<user>/<year>/<month>/<name>`. */
export interface WantedPlace {
  /** `<user>/<year>/<month>`; already safe. */
  readonly folder: string;
  readonly fileName: string;
  /** The path that a row has for these bytes, whose file is missing or damaged: tried before any other. */
  readonly lostPath?: string | undefined;
}

/** What finding a free name needs. `namesInFlight` holds the folded paths of commits that have no row yet. */
export interface PlaceDeps {
  readonly db: Database;
  readonly store: BlobStore;
  readonly namesInFlight: Set<string>;
  readonly now: () => Date;
}

/** A durable original whose row is not written yet; one of both functions must be called. */
export interface PlacedOriginal {
  readonly path: string;
  /** The path that a row had for these bytes before; undefined when there was no row. */
  readonly lostPath: string | undefined;
  /** Where the damaged bytes are now that lay under it; undefined when there were none. */
  readonly setAsidePath: string | undefined;
  /** Its row is durable, and its claim was taken away in the same transaction: the original stays. */
  keep(): void;
  /** There will be no row: the original goes, and what was set aside for it comes back. */
  undo(): Promise<void>;
}

const NUMBERED_CANDIDATES = 9;
const RANDOM_CANDIDATES = 8;

/** Commits a staged blob under the first free of its candidate names. */
export async function placeOriginal(
  deps: PlaceDeps,
  staged: ArrivedBlob,
  wanted: WantedPlace,
  modifiedAt: Date,
): Promise<PlacedOriginal> {
  const { lostPath } = wanted;
  if (lostPath !== undefined && deps.namesInFlight.has(foldedKey(lostPath)))
    throw new ServerError('unavailable', 'This file is being put back by another upload; try again later.');
  for (const path of candidatePaths(wanted)) {
    const placed = await tryPlace(deps, staged, path, modifiedAt, lostPath);
    if (placed !== 'taken') return placed;
  }
  throw new ServerError('internal', `no free name for ${wanted.fileName}`);
}

async function tryPlace(
  deps: PlaceDeps,
  staged: ArrivedBlob,
  path: string,
  modifiedAt: Date,
  lostPath: string | undefined,
): Promise<PlacedOriginal | 'taken'> {
  const key = foldedKey(path);
  if (deps.namesInFlight.has(key)) return 'taken';
  deps.namesInFlight.add(key);
  const letGo = (): void => void deps.namesInFlight.delete(key);
  const takeBack = async (): Promise<void> => {
    if (setAsidePath !== undefined) await deps.store.move(setAsidePath, path);
  };
  let setAsidePath: string | undefined;
  let outcome: 'committed' | 'taken' = 'taken';
  try {
    if (path !== lostPath && (await isPathNamed(deps.db, path))) return 'taken';
    await noteClaim(deps.db, path, staged);
    try {
      outcome = await deps.store.commit(staged, path, modifiedAt);
      if (outcome === 'taken' && path === lostPath) {
        setAsidePath = await setDamagedAside(deps, path);
        if (setAsidePath !== undefined) outcome = await deps.store.commit(staged, path, modifiedAt);
      }
    } finally {
      if (outcome === 'taken') await takeBack().finally(() => dropClaim(deps.db, path));
    }
  } finally {
    if (outcome === 'taken') letGo();
  }
  if (outcome === 'taken') return outcome;
  return {
    path,
    lostPath,
    setAsidePath,
    keep: letGo,
    undo: () =>
      deps.store
        .uncommit(staged, path)
        .then(takeBack)
        .then(() => dropClaim(deps.db, path))
        .finally(letGo),
  };
}

/** "IMG.jpg", "IMG (2).jpg" … and then names with chance in them: counting on would take longer with every equal name. */
function* candidatePaths(wanted: WantedPlace): Generator<string> {
  const { stem, extension } = safeName(wanted.fileName);
  const { folder } = wanted;
  if (wanted.lostPath !== undefined) yield wanted.lostPath;
  yield `${folder}/${stem}${extension}`;
  for (let n = 2; n <= NUMBERED_CANDIDATES; n++) yield `${folder}/${stem} (${n})${extension}`;
  for (let n = 0; n < RANDOM_CANDIDATES; n++)
    yield `${folder}/${stem} (${randomBytes(4).toString('hex')})${extension}`;
}
