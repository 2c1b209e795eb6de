import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../database/open-database.ts';
import { errorCodeOf } from '../errors/server-error.ts';
import type { ArrivedBlob, BlobStore } from '../storage/blob-store.ts';
import { foldedKey, safeName } from '../storage/safe-name.ts';
import type { IsThereDeps } from './is-original-there.ts';
import type { PlacedOriginal, WantedPlace } from './place-original.ts';

/** What lies on the disk under a sidecar's path; `missing`: nothing that will stay; `unreadable`: it is not given out. */
type SeenSidecar = { readonly checksum: string; readonly sizeBytes: number } | 'missing' | 'unreadable';

/** A sidecar that came, as far as it could be told before the transaction that decides about it. */
export interface PlacedSidecar {
  /** Undefined: its very bytes are kept with the asset already. */
  readonly blob: PlacedOriginal | undefined;
  /** By path: what the sidecars that rows named were on the disk. What a row named only later is not in it. */
  readonly seen: ReadonlyMap<string, SeenSidecar>;
}

/**
 * Gives a sidecar a name beside its original, unless the asset has these bytes. One whose file was lost comes back under
 * its path; any other gets a name of its own, so that no file ever changes.
 *
 * @param wanted where the original lies, or wants to lie
 * @param place as `placeOriginal`
 */
export async function placeSidecar(
  deps: IsThereDeps,
  sidecar: ArrivedBlob,
  { assetId, ...wanted }: WantedPlace & { readonly assetId: string | undefined },
  place: (staged: ArrivedBlob, wanted: WantedPlace) => Promise<PlacedOriginal>,
): Promise<PlacedSidecar> {
  const checksum = sidecar.checksum();
  const seen = new Map<string, SeenSidecar>();
  let lostPath: string | undefined;
  for (const known of assetId === undefined ? [] : await sidecarRows(deps.db, assetId, checksum)) {
    const found = await see(deps, known.path);
    seen.set(known.path, found);
    if (typeof found === 'object' && found.checksum === checksum) return { blob: undefined, seen };
    if (found === 'missing' && known.checksum === checksum) lostPath ??= known.path;
  }
  return { blob: await place(sidecar, { ...wanted, fileName: nameBeside(wanted.fileName), lostPath }), seen };
}

/** The sidecar of an asset, and the earlier ones of the same bytes. */
async function sidecarRows(
  db: Database,
  assetId: string,
  checksum: string,
): Promise<readonly { readonly path: string; readonly checksum: string | null }[]> {
  return db
    .selectFrom('assets')
    .select((eb) => [eb.ref('sidecar_path').$notNull().as('path'), 'sidecar_checksum as checksum'])
    .where('id', '=', assetId)
    .where('sidecar_path', 'is not', null)
    .unionAll(
      db
        .selectFrom('earlier_sidecars')
        .select(['path', 'checksum'])
        .where('asset_id', '=', assetId)
        .where('checksum', '=', checksum),
    )
    .execute();
}

async function see(deps: IsThereDeps, sidecarPath: string): Promise<SeenSidecar> {
  // One that is only being put back may be gone again in a moment.
  if (deps.namesInFlight.has(foldedKey(sidecarPath))) return 'missing';
  try {
    return await readSidecar(deps.store, sidecarPath);
  } catch (error) {
    return errorCodeOf(error) === 'not-found' ? 'missing' : 'unreadable';
  }
}

/**
 * Reads a page of text: the SHA-1 (lower-case hex) and the size in bytes of what lies there.
 *
 * @throws ServerError not-found, unavailable; what reading it rejects with
 */
async function readSidecar(
  store: BlobStore,
  sidecarPath: string,
): Promise<{ readonly checksum: string; readonly sizeBytes: number }> {
  const blob = await store.open(sidecarPath);
  const hash = createHash('sha1');
  if (blob.sizeBytes === 0) await blob.close();
  else await pipeline(blob.read({ start: 0, end: blob.sizeBytes - 1 }), hash);
  return { checksum: hash.digest('hex'), sizeBytes: blob.sizeBytes };
}

/** `IMG.jpg.xmp`, shortened as the original's own name is. */
function nameBeside(fileName: string): string {
  const { stem, extension } = safeName(fileName);
  return `${stem}${extension}.xmp`;
}
