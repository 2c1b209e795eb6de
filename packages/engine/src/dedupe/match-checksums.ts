import type { CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Checksum, RemoteAssetId } from '../model/ids.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Remote, RemoteMatch } from '../ports/remote.ts';
import { checksumsOf, isVideo, type HashedAsset } from '../queue/queue-state.ts';
import type { Connection } from '../run/connection.ts';

const MAX_CHECKSUMS = 5_000;

interface AskDeps {
  readonly remote: Remote;
  readonly connection: Pick<Connection, 'call'>;
}

export interface ChecksumMatches {
  /** Every part is on the server. */
  readonly matched: readonly { readonly asset: HashedAsset; readonly remoteId: RemoteAssetId | undefined }[];
  /** Known to have been on the server, and there no more or only in the trash: somebody deleted it (D10). */
  readonly deleted: readonly HashedAsset[];
  /** To be sent, in the order of the question. */
  readonly missing: readonly HashedAsset[];
}

/**
 * Looks hashed assets up on the server (D5), and in the ledger what the server had before (D3, D10).
 *
 * The ledger's word alone calls nothing backed up: what it remembers may have been deleted since. A Live Photo is matched only
 * when the server has both its parts, as one (U2): two halves that lie there apart are sent together once, which joins them.
 */
export async function matchChecksums(
  deps: AskDeps & { readonly ledger: Ledger },
  assets: readonly HashedAsset[],
  signal: CancelSignal,
): Promise<ChecksumMatches> {
  const confirmed = await deps.ledger.readConfirmedChecksums([
    ...new Set(assets.map(({ checksums }) => checksums.original)),
  ]);
  const answers = await askServer(deps, assets, signal);
  const isMissed = ({ record, checksums }: HashedAsset): boolean =>
    !record.isWantedAgain && !answers.has(checksums.original) && confirmed.has(checksums.original);
  const damaged = await findDamaged(deps, assets.filter(isMissed), signal);

  const matched: ChecksumMatches['matched'][number][] = [];
  const deleted: HashedAsset[] = [];
  const missing: HashedAsset[] = [];
  for (const asset of assets) {
    const answer = answers.get(asset.checksums.original);
    const { isWantedAgain } = asset.record;
    if (answer === undefined) {
      const isDeleted = isMissed(asset) && !damaged.has(asset.checksums.original);
      (isDeleted ? deleted : missing).push(asset);
    } else if (answer.isMotionPart) {
      missing.push(asset);
    } else if (answer.isTrashed && isMotionKnown(asset, answers)) {
      (isWantedAgain ? missing : deleted).push(asset);
    } else if (!holdsMotion(asset, answer, answers)) {
      missing.push(asset);
    } else if (isMotionTrashed(asset, answers)) {
      (isWantedAgain ? missing : deleted).push(asset);
    } else {
      matched.push({ asset, remoteId: answer.remoteId });
    }
  }
  return { matched, deleted, missing: missing.map((asset) => ({ ...asset, kept: keptOf(asset, answers) })) };
}

/** A still that is there with another motion part has to come once more, to be joined with its own. */
function keptOf(asset: HashedAsset, answers: ReadonlyMap<Checksum, RemoteMatch>): ReadonlySet<Checksum> {
  const { original, motion } = asset.checksums;
  const answer = answers.get(original);
  const kept = new Set<Checksum>();
  if (answer !== undefined && holdsMotion(asset, answer, answers)) kept.add(original);
  if (motion !== undefined && answers.has(motion)) kept.add(motion);
  return kept;
}

async function askServer(
  deps: AskDeps,
  assets: readonly HashedAsset[],
  signal: CancelSignal,
): Promise<ReadonlyMap<Checksum, RemoteMatch>> {
  const answers = new Map<Checksum, RemoteMatch>();
  const checksums = unique(assets);
  const ownVideos = new Set(assets.filter(isVideo).map((asset) => asset.checksums.original));
  for (let start = 0; start < checksums.length; start += MAX_CHECKSUMS) {
    const batch = checksums.slice(start, start + MAX_CHECKSUMS);
    const matches = await deps.connection.call(
      (guarded) => deps.remote.findChecksums(batch, guarded, ownVideos),
      signal,
    );
    for (const [checksum, match] of matches) answers.set(checksum, match);
  }
  return answers;
}

/**
 * What the server does not count as there because it is rotten, or because it was put back from an older copy, was deleted by
 * nobody: it is sent again (V1). When it was confirmed is not known here, so only a server that has always remembered deletions
 * can say that it lost it.
 */
async function findDamaged(
  deps: AskDeps,
  missed: readonly HashedAsset[],
  signal: CancelSignal,
): Promise<ReadonlySet<Checksum>> {
  if (missed.length === 0) return new Set();
  const checksums = [...new Set(missed.map((asset) => asset.checksums.original))];
  try {
    const { kept, untracedSinceMs } = await deps.connection.call(
      (guarded) => deps.remote.verify(checksums, { isDeep: false }, guarded),
      signal,
    );
    return new Set(
      checksums.filter(
        (checksum) => kept.get(checksum)?.isSound === false || untracedSinceMs.get(checksum) === 0,
      ),
    );
  } catch (error) {
    // A login that may not ask for proof may still back up: then nobody knows of any damage.
    if (error instanceof BackupError && error.code === 'forbidden') return new Set();
    throw error;
  }
}

/** Of a server that does not tell which motion part is linked, having it must do. */
function holdsMotion(
  { checksums }: HashedAsset,
  answer: RemoteMatch,
  answers: ReadonlyMap<Checksum, RemoteMatch>,
): boolean {
  const { motion } = checksums;
  if (motion === undefined || answer.motionChecksum === motion) return true;
  // One that the server shows no longer is as good, as long as it is sound; that is told when it is asked for by itself.
  const mayBeKept = answer.motionChecksum === undefined || answer.motionChecksums?.includes(motion) === true;
  return mayBeKept && answers.has(motion);
}

/** Bytes that never were on the server were thrown away by nobody, whatever became of their still. */
function isMotionKnown(
  { checksums: { motion } }: HashedAsset,
  answers: ReadonlyMap<Checksum, RemoteMatch>,
): boolean {
  return motion === undefined || answers.has(motion);
}

/** A photo whose motion part alone was thrown away will lose it. */
function isMotionTrashed(
  { checksums: { motion } }: HashedAsset,
  answers: ReadonlyMap<Checksum, RemoteMatch>,
): boolean {
  return motion !== undefined && answers.get(motion)?.isTrashed === true;
}

const unique = (assets: readonly HashedAsset[]): readonly Checksum[] => [
  ...new Set(assets.flatMap((asset) => checksumsOf(asset.checksums))),
];
