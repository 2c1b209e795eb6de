import type { CancelSignal } from '../cancel.ts';
import type { Checksum, RemoteAssetId } from '../model/ids.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Remote, RemoteMatch } from '../ports/remote.ts';
import { checksumsOf, type HashedAsset } from '../queue/upload-queue.ts';
import type { Connection } from '../run/connection.ts';

const MAX_CHECKSUMS = 5_000;

export interface ChecksumMatches {
  /** Every part is on the server. */
  readonly matched: readonly { readonly asset: HashedAsset; readonly remoteId: RemoteAssetId | undefined }[];
  /** On the server, but in its trash, from where it will vanish. */
  readonly trashed: readonly HashedAsset[];
  /** To be sent, in the order of the question. */
  readonly missing: readonly HashedAsset[];
}

/**
 * Looks hashed assets up: first in the ledger (D3), then on the server (D5).
 *
 * A Live Photo is matched only when the server has both its parts, as one (U2): the ledger, which knows checksums one by
 * one, is not asked for it, and two halves that lie there apart are sent together once, which joins them.
 */
export async function matchChecksums(
  deps: { readonly ledger: Ledger; readonly remote: Remote; readonly connection: Connection },
  assets: readonly HashedAsset[],
  signal: CancelSignal,
): Promise<ChecksumMatches> {
  const singles = assets.filter((asset) => asset.checksums.motion === undefined);
  const confirmed = await deps.ledger.readConfirmedChecksums(unique(singles));
  const answers = await askServer(
    deps,
    assets.filter(
      (asset) => asset.checksums.motion !== undefined || !confirmed.has(asset.checksums.original),
    ),
    signal,
  );

  const matched: ChecksumMatches['matched'][number][] = [];
  const trashed: HashedAsset[] = [];
  const missing: HashedAsset[] = [];
  for (const asset of assets) {
    const answer = answers.get(asset.checksums.original);
    if (
      answer === undefined &&
      asset.checksums.motion === undefined &&
      confirmed.has(asset.checksums.original)
    ) {
      matched.push({ asset, remoteId: confirmed.get(asset.checksums.original)?.remoteId });
    } else if (answer === undefined || answer.isMotionPart || !holdsMotion(asset, answer, answers)) {
      missing.push(asset);
    } else if (answer.isTrashed) {
      trashed.push(asset);
    } else {
      matched.push({ asset, remoteId: answer.remoteId });
    }
  }
  return { matched, trashed, missing };
}

async function askServer(
  deps: { readonly remote: Remote; readonly connection: Connection },
  assets: readonly HashedAsset[],
  signal: CancelSignal,
): Promise<ReadonlyMap<Checksum, RemoteMatch>> {
  const answers = new Map<Checksum, RemoteMatch>();
  const checksums = unique(assets);
  for (let start = 0; start < checksums.length; start += MAX_CHECKSUMS) {
    const batch = checksums.slice(start, start + MAX_CHECKSUMS);
    const matches = await deps.connection.call(
      (guarded) => deps.remote.findChecksums(batch, guarded),
      signal,
    );
    for (const [checksum, match] of matches) answers.set(checksum, match);
  }
  return answers;
}

/** Of a server that does not tell which motion part is linked, having it must do. */
function holdsMotion(
  { checksums }: HashedAsset,
  answer: RemoteMatch,
  answers: ReadonlyMap<Checksum, RemoteMatch>,
): boolean {
  if (checksums.motion === undefined) return true;
  return answer.motionChecksum === undefined
    ? answers.has(checksums.motion)
    : answer.motionChecksum === checksums.motion;
}

const unique = (assets: readonly HashedAsset[]): readonly Checksum[] => [
  ...new Set(assets.flatMap((asset) => checksumsOf(asset.checksums))),
];
