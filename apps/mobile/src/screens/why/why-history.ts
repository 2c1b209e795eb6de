import type { AssetRecord, BackedUp, Finding } from '@keepsake/engine';

/** One thing that happened to a photo, as far as the ledger remembers. */
export interface HistoryStep {
  readonly kind:
    | 'taken'
    | 'changed'
    | 'seen'
    | 'hashed'
    | 'tried'
    | 'uploaded'
    | 'duplicate'
    | 'resent'
    | 'damaged'
    | 'verified'
    | 'reread'
    | 'deleted'
    | 'gone';
  /** Undefined: that it happened is known, and not when. */
  readonly atMs: number | undefined;
}

/** A change of less than this after it was taken is the camera's own. */
const SAME_MOMENT_MS = 60_000;

/** What happened to a photo, in the order in which it did. */
export function historyOf({
  asset,
  checksums,
  settlement,
  proof: kept,
  finding,
}: AssetRecord): readonly HistoryStep[] {
  // What was asked for since and is damaged still was seen by nobody.
  const proof = isStillDamaged(finding) ? undefined : kept;
  const { createdAtMs } = asset;
  const { modifiedAtMs } = asset.original;
  const isChanged = Math.abs(modifiedAtMs - createdAtMs) > SAME_MOMENT_MS;
  return [
    { kind: 'taken', atMs: createdAtMs },
    ...(isChanged ? [{ kind: 'changed' as const, atMs: modifiedAtMs }] : []),
    { kind: 'seen', atMs: undefined },
    ...(checksums === undefined ? [] : [{ kind: 'hashed' as const, atMs: undefined }]),
    ...(finding === undefined ? [] : foundSteps(finding, settlement)),
    ...settledSteps(settlement, finding),
    ...(proof !== undefined && settlement.kind === 'backed-up' && proof.verifiedAtMs > settlement.atMs
      ? [{ kind: 'verified' as const, atMs: proof.verifiedAtMs }]
      : []),
    ...(proof?.rereadAtMs === undefined ? [] : [{ kind: 'reread' as const, atMs: proof.rereadAtMs }]),
  ];
}

/** That it was on the server, and what it was found to be then. What is deleted still is told as that. */
function foundSteps(
  { what, atMs, undone }: Finding,
  settlement: AssetRecord['settlement'],
): readonly HistoryStep[] {
  const isToldAnyway = what === 'missing' && settlement.kind === 'deleted-on-server';
  return [
    ...(undone === undefined ? [] : [{ kind: undone.how, atMs: undone.atMs }]),
    ...(undone?.rereadAtMs === undefined ? [] : [{ kind: 'reread' as const, atMs: undone.rereadAtMs }]),
    ...(isToldAnyway ? [] : [{ kind: what === 'damaged' ? what : ('deleted' as const), atMs }]),
  ];
}

function settledSteps(
  settlement: AssetRecord['settlement'],
  finding: Finding | undefined,
): readonly HistoryStep[] {
  switch (settlement.kind) {
    case 'pending':
      return [];
    case 'retrying':
    case 'failed':
      return [{ kind: 'tried', atMs: settlement.failure.atMs }];
    case 'backed-up':
      // Out of the library it is backed up by name alone.
      if (isStillDamaged(finding)) return [];
      return [{ kind: wayOf(settlement, finding), atMs: settlement.atMs }];
    case 'deleted-on-server':
      return [{ kind: 'deleted', atMs: settlement.atMs }];
    case 'gone':
      return [{ kind: 'gone', atMs: settlement.atMs }];
  }
}

function wayOf({ how }: BackedUp, finding: Finding | undefined): HistoryStep['kind'] {
  return how === 'uploaded' && finding !== undefined ? 'resent' : how;
}

const isStillDamaged = (finding: Finding | undefined): boolean =>
  finding?.what === 'damaged' && finding.mendedAtMs === undefined;
