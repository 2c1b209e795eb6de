import type { CancelSignal } from '../cancel.ts';
import type { Checksum, RemoteAssetId } from '../model/ids.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Remote } from '../ports/remote.ts';
import { checksumsOf, type HashedAsset } from '../queue/upload-queue.ts';
import type { Connection } from '../run/connection.ts';

const MAX_CHECKSUMS = 5_000;

export interface ChecksumMatches {
  /** Every part is on the server. */
  readonly matched: readonly { readonly asset: HashedAsset; readonly remoteId: RemoteAssetId | undefined }[];
  /** To be sent, in the order of the question. */
  readonly missing: readonly HashedAsset[];
}

/**
 * Looks hashed assets up: first in the ledger (D3), then on the server (D5). A Live Photo is matched only when both its
 * parts are there (U2).
 */
export async function matchChecksums(
  deps: { readonly ledger: Ledger; readonly remote: Remote; readonly connection: Connection },
  assets: readonly HashedAsset[],
  signal: CancelSignal,
): Promise<ChecksumMatches> {
  const found = new Map<Checksum, { readonly remoteId: RemoteAssetId | undefined }>();
  const isFound = (asset: HashedAsset): boolean =>
    checksumsOf(asset.checksums).every((checksum) => found.has(checksum));

  const all = [...new Set(assets.flatMap((asset) => checksumsOf(asset.checksums)))];
  for (const [checksum, confirmed] of await deps.ledger.readConfirmedChecksums(all))
    found.set(checksum, confirmed);

  const unknown = [
    ...new Set(assets.filter((asset) => !isFound(asset)).flatMap((asset) => checksumsOf(asset.checksums))),
  ];
  for (let start = 0; start < unknown.length; start += MAX_CHECKSUMS) {
    const batch = unknown.slice(start, start + MAX_CHECKSUMS);
    const matches = await deps.connection.call(
      (guarded) => deps.remote.findChecksums(batch, guarded),
      signal,
    );
    for (const [checksum, match] of matches) found.set(checksum, match);
  }

  return {
    matched: assets
      .filter(isFound)
      .map((asset) => ({ asset, remoteId: found.get(asset.checksums.original)?.remoteId })),
    missing: assets.filter((asset) => !isFound(asset)),
  };
}
