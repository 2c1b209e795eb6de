import type { LedgerTotals, TotalGroup } from '../ports/ledger.ts';
import { waitOf, type Wait, type WaitContext } from '../explain/wait.ts';
import type { AssetEnding } from '../progress/run-progress.ts';

/** The library in numbers (T1). Everything adds up at every moment, because all of it is of one moment. */
export interface Statistics {
  /** All assets; the sum of the nine counts below. */
  readonly libraryCount: number;
  /** On the server, sent by this device. */
  readonly uploadedCount: number;
  /** On the server already, from anywhere. */
  readonly duplicateCount: number;
  readonly waitingCount: number;
  readonly failedCount: number;
  readonly goneCount: number;
  /** Were backed up, and their owner deleted them on the server (D10). */
  readonly deletedOnServerCount: number;
  readonly excludedCount: number;
  readonly notSelectedCount: number;
  readonly ignoredCount: number;
  /** Of the ignored: what is neither a photo nor a video of a known kind. No setting changes that. */
  readonly unsupportedCount: number;
  /** What the person's choice says must be backed up; the sum of its three counts. */
  readonly candidates: CandidateStatistics;
}

export interface CandidateStatistics {
  readonly totalCount: number;
  readonly backedUpCount: number;
  readonly waitingCount: number;
  readonly failedCount: number;
  /** Bytes of the waiting ones. */
  readonly waitingBytes: number;
}

/** Some assets and their bytes. */
export interface AssetSum {
  readonly count: number;
  readonly sizeBytes: number;
}

/** The waiting candidates by what they wait for (A13); they add up to all that wait. */
export type WaitingStatistics = Readonly<Record<Wait | 'retry', AssetSum>>;

/** Which count of the library an asset belongs to; exactly one (A13). */
type AssetState =
  | 'uploaded'
  | 'duplicate'
  | 'waiting'
  | 'failed'
  | 'gone'
  | 'deleted-on-server'
  | 'excluded'
  | 'not-selected'
  | 'ignored';

/** The one state of assets of a standing and settlement. What is safe is called safe, whatever is chosen by now. */
function stateOf(group: Pick<TotalGroup, 'standing' | 'settlement' | 'how'>): AssetState {
  if (group.settlement === 'backed-up') return group.how ?? 'duplicate';
  if (group.settlement === 'deleted-on-server') return group.settlement;
  if (group.standing !== 'candidate') return group.standing;
  switch (group.settlement) {
    case 'pending':
    case 'retrying':
      return 'waiting';
    case 'failed':
      return 'failed';
    case 'gone':
      return 'gone';
  }
}

/** Adds up the ledger's totals. */
export function summariseTotals(totals: Pick<LedgerTotals, 'groups'>): Statistics {
  const count = (groups: readonly TotalGroup[]): number =>
    groups.reduce((sum, group) => sum + group.count, 0);
  const inState = (state: AssetState): readonly TotalGroup[] =>
    totals.groups.filter((group) => stateOf(group) === state);
  const candidates = totals.groups.filter((group) => group.standing === 'candidate');
  const backedUpCount = count(candidates.filter((group) => group.settlement === 'backed-up'));
  const waitingCount = count(inState('waiting'));
  const failedCount = count(inState('failed'));
  return {
    libraryCount: count(totals.groups),
    uploadedCount: count(inState('uploaded')),
    duplicateCount: count(inState('duplicate')),
    waitingCount,
    failedCount,
    goneCount: count(inState('gone')),
    deletedOnServerCount: count(inState('deleted-on-server')),
    excludedCount: count(inState('excluded')),
    notSelectedCount: count(inState('not-selected')),
    ignoredCount: count(inState('ignored')),
    unsupportedCount: count(
      inState('ignored').filter(({ ignoredReason }) => ignoredReason === 'unsupported-type'),
    ),
    candidates: {
      totalCount: backedUpCount + waitingCount + failedCount,
      backedUpCount,
      waitingCount,
      failedCount,
      waitingBytes: inState('waiting').reduce((sum, group) => sum + group.sizeBytes, 0),
    },
  };
}

/** Sorts the waiting candidates by what they wait for. */
export function summariseWaiting(
  totals: Pick<LedgerTotals, 'groups'>,
  context: WaitContext,
): WaitingStatistics {
  const sums = new Map<Wait | 'retry', AssetSum>();
  for (const group of totals.groups) {
    if (stateOf(group) !== 'waiting') continue;
    const wait =
      group.settlement === 'retrying'
        ? 'retry'
        : waitOf({ kind: group.assetKind, isInCloud: group.isInCloud }, context);
    const before = sumOf(sums, wait);
    sums.set(wait, { count: before.count + group.count, sizeBytes: before.sizeBytes + group.sizeBytes });
  }
  return {
    room: sumOf(sums, 'room'),
    'device-room': sumOf(sums, 'device-room'),
    network: sumOf(sums, 'network'),
    'wi-fi': sumOf(sums, 'wi-fi'),
    power: sumOf(sums, 'power'),
    'icloud-download': sumOf(sums, 'icloud-download'),
    retry: sumOf(sums, 'retry'),
    'its-turn': sumOf(sums, 'its-turn'),
  };
}

function sumOf(sums: ReadonlyMap<Wait | 'retry', AssetSum>, wait: Wait | 'retry'): AssetSum {
  return sums.get(wait) ?? { count: 0, sizeBytes: 0 };
}

/** The statistics after one waiting candidate came to its end; between two readings of the ledger. */
export function afterEnding(statistics: Statistics, ending: AssetEnding, sizeBytes: number): Statistics {
  const { candidates } = statistics;
  // What another process made a candidate meanwhile is counted when the ledger is read again.
  if (statistics.waitingCount === 0 || candidates.waitingCount === 0) return statistics;
  const isBackedUp = ending === 'uploaded' || ending === 'duplicate';
  return {
    ...statistics,
    waitingCount: statistics.waitingCount - 1,
    uploadedCount: statistics.uploadedCount + (ending === 'uploaded' ? 1 : 0),
    duplicateCount: statistics.duplicateCount + (ending === 'duplicate' ? 1 : 0),
    failedCount: statistics.failedCount + (ending === 'failed' ? 1 : 0),
    goneCount: statistics.goneCount + (ending === 'gone' ? 1 : 0),
    deletedOnServerCount: statistics.deletedOnServerCount + (ending === 'deleted' ? 1 : 0),
    candidates: {
      totalCount: candidates.totalCount - (ending === 'gone' || ending === 'deleted' ? 1 : 0),
      backedUpCount: candidates.backedUpCount + (isBackedUp ? 1 : 0),
      waitingCount: candidates.waitingCount - 1,
      failedCount: candidates.failedCount + (ending === 'failed' ? 1 : 0),
      // A file that grew since it was counted leaves with more bytes than it came with.
      waitingBytes: Math.max(0, candidates.waitingBytes - sizeBytes),
    },
  };
}
