import type { AssetRecord } from '@keepsake/engine';

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
export function historyOf({ asset, checksums, settlement, proof }: AssetRecord): readonly HistoryStep[] {
  const { createdAtMs } = asset;
  const { modifiedAtMs } = asset.original;
  const isChanged = Math.abs(modifiedAtMs - createdAtMs) > SAME_MOMENT_MS;
  return [
    { kind: 'taken', atMs: createdAtMs },
    ...(isChanged ? [{ kind: 'changed' as const, atMs: modifiedAtMs }] : []),
    { kind: 'seen', atMs: undefined },
    ...(checksums === undefined ? [] : [{ kind: 'hashed' as const, atMs: undefined }]),
    ...settledSteps(settlement),
    ...(proof !== undefined && settlement.kind === 'backed-up' && proof.verifiedAtMs > settlement.atMs
      ? [{ kind: 'verified' as const, atMs: proof.verifiedAtMs }]
      : []),
    ...(proof?.rereadAtMs === undefined ? [] : [{ kind: 'reread' as const, atMs: proof.rereadAtMs }]),
  ];
}

function settledSteps(settlement: AssetRecord['settlement']): readonly HistoryStep[] {
  switch (settlement.kind) {
    case 'pending':
      return [];
    case 'retrying':
    case 'failed':
      return [{ kind: 'tried', atMs: settlement.failure.atMs }];
    case 'backed-up':
      return [{ kind: settlement.how, atMs: settlement.atMs }];
    case 'deleted-on-server':
      return [{ kind: 'deleted', atMs: settlement.atMs }];
    case 'gone':
      return [{ kind: 'gone', atMs: settlement.atMs }];
  }
}
