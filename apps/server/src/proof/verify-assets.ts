import { checksumToHex, type VerifyAnswer } from '@keepsake/protocol';
import { checksumToBase64 } from '../assets/checksum-base64.ts';
import { isMarkKnown, markOf } from './arrivals.ts';
import { glance, reread, type ProofDeps, type Verdict } from './examine.ts';
import { deletionsKnownSince, findDeletions } from '../trash/deletions.ts';
import { reportVerdict, type ProofLog } from './report-verdict.ts';
import type { Turns } from './turns.ts';
import {
  findProofs,
  findVerifiedAssets,
  type VerifiedAsset,
  type VerifiedOriginal,
} from './verified-assets.ts';

interface VerifyDeps extends ProofDeps {
  readonly log: ProofLog;
  /** Shared by all who have originals read again: the disk is for uploads first. */
  readonly rereadTurns: Turns;
}

export interface VerifyRequest {
  readonly ids: readonly string[];
  /** In hex or base64. */
  readonly checksums: readonly string[];
  readonly deep: boolean;
  readonly mark?: string | undefined;
}

type Result = VerifyAnswer['results'][number];
type Verdicts = Map<string, Verdict['kind']>;

const LOOKS_AT_ONCE = 16;

/** After this long no further asset is read: the answer comes before a proxy loses its patience. */
const READ_FOR_MS = 30_000;

const UNKNOWN = {
  state: 'unknown',
  stored: false,
  assetId: null,
  sizeInBytes: null,
  checksum: null,
  isTrashed: false,
  rereadAt: null,
  isReread: false,
  motionParts: [],
} satisfies Partial<Result>;

/**
 * Tells of each asset that is asked for whether its bytes are there; those of others are as unknown as those of nobody.
 *
 * With `deep` they are read again, one asset after the other for as long as the time lasts, the first in any case. What
 * is found is noted. Rejects when the signal aborts; what was read until then counts.
 */
export async function verifyAssets(
  deps: VerifyDeps,
  ownerId: string,
  { ids, checksums, deep, mark }: VerifyRequest,
  signal: AbortSignal,
): Promise<VerifyAnswer> {
  const hexes = checksums.map((checksum) => checksumToHex(checksum));
  const assets = await findVerifiedAssets(deps.db, ownerId, { ids, checksums: hexes });
  const verdicts: Verdicts = new Map();
  const reread = deep ? await readAll(deps, assets, verdicts, signal) : new Set<string>();
  const rest = assets.flatMap(({ original, motionParts }) => [original, ...motionParts]);
  await lookAtAll(deps, rest, verdicts, signal);
  const proofs = await findProofs(deps.db, [...verdicts.keys()]);
  const byId = new Map(assets.map((asset) => [asset.original.id, asset]));
  const byChecksum = new Map(assets.map((asset) => [asset.original.checksum, asset]));
  const isUnknown = (asset: VerifiedAsset | undefined): asset is undefined =>
    asset === undefined || stateOf(asset.original, verdicts) === 'unknown';
  // After the disk was looked at, so that what was deleted meanwhile is known to be.
  const deletions = await findDeletions(
    deps.db,
    ownerId,
    hexes.filter((hex) => isUnknown(byChecksum.get(hex))),
  );
  const answer = (asked: string, asset: VerifiedAsset | undefined, hex?: string): Result => {
    if (isUnknown(asset)) return { asked, ...UNKNOWN, wasDeleted: hex !== undefined && deletions.has(hex) };
    const parts = asset.motionParts.filter((part) => stateOf(part, verdicts) !== 'unknown');
    const all = [asset.original, ...parts];
    return {
      asked,
      ...shown(asset.original, verdicts, proofs),
      stored: all.every((part) => stateOf(part, verdicts) === 'stored'),
      isReread: reread.has(asset.original.id),
      wasDeleted: false,
      motionParts: parts.map((part) => shown(part, verdicts, proofs)),
    };
  };
  return {
    results: [
      ...ids.map((id) => answer(id, byId.get(id))),
      ...hexes.map((hex, index) => answer(checksums[index] ?? hex, byChecksum.get(hex), hex)),
    ],
    deletionsKnownSince: await deletionsKnownSince(deps.db),
    isMarkKnown: mark === undefined || (await isMarkKnown(deps.db, ownerId, mark)),
    mark: await markOf(deps.db, ownerId),
  };
}

/** Reads assets with their motion parts; returns the ids of those that it got to. */
async function readAll(
  deps: VerifyDeps,
  assets: readonly VerifiedAsset[],
  verdicts: Verdicts,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  let endsAt = Infinity;
  for (const { original, motionParts } of assets) {
    if (performance.now() >= endsAt) break;
    await deps.rereadTurns.run(signal, async () => {
      if (endsAt === Infinity) endsAt = performance.now() + READ_FOR_MS;
      for (const part of [original, ...motionParts])
        if (!verdicts.has(part.id))
          verdicts.set(part.id, reportNew(deps, part, await reread(deps, part, { signal })));
    });
    done.add(original.id);
  }
  return done;
}

async function lookAtAll(
  deps: VerifyDeps,
  originals: readonly VerifiedOriginal[],
  verdicts: Verdicts,
  signal: AbortSignal,
): Promise<void> {
  const left = originals.filter(({ id }) => !verdicts.has(id));
  for (let from = 0; from < left.length; from += LOOKS_AT_ONCE) {
    signal.throwIfAborted();
    const some = left.slice(from, from + LOOKS_AT_ONCE);
    const seen = await Promise.all(some.map((original) => glance(deps, original)));
    for (const [index, original] of some.entries())
      verdicts.set(original.id, reportNew(deps, original, seen[index] ?? { kind: 'gone' }));
  }
}

/** Says in the log what was not known before: who asks often is not to fill it. */
function reportNew({ log }: VerifyDeps, original: VerifiedOriginal, verdict: Verdict): Verdict['kind'] {
  const { kind } = verdict;
  if ((kind === 'right' ? null : kind) !== original.finding) reportVerdict(log, original, verdict);
  return kind;
}

function stateOf({ id }: VerifiedOriginal, verdicts: Verdicts): Result['state'] {
  const kind = verdicts.get(id) ?? 'gone';
  if (kind === 'gone') return 'unknown';
  return kind === 'right' ? 'stored' : kind;
}

function shown(original: VerifiedOriginal, verdicts: Verdicts, proofs: ReadonlyMap<string, string>) {
  return {
    state: stateOf(original, verdicts),
    assetId: original.id,
    sizeInBytes: original.sizeBytes,
    checksum: checksumToBase64(original.checksum),
    isTrashed: original.trashedAt !== null,
    rereadAt: proofs.get(original.id) ?? null,
  };
}
