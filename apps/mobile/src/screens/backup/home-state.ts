import type { BackupSnapshot, BackupStatus, ConditionsState } from '@keepsake/engine';
import type { AccountState } from '../../controller/account.ts';
import type { LibraryAccess } from '../../controller/device.ts';
import type { Segment } from '../../components/segments.ts';
import { runStateOf, type Hold, type RunState } from '../../components/run-state.ts';
import { stopReasonOf, type StopReason } from '../../components/stop-reason.ts';

/** The one thing that is true of the backup now, and that a person wants to know first. */
export type HomeState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'noAccess' }
  | { readonly kind: 'nothingChosen' }
  | { readonly kind: 'empty' }
  | RunState
  /** No run goes on; one begins by itself when it is there. */
  | { readonly kind: 'waiting'; readonly for: Hold; readonly count: number }
  /** It ended before its end, and the person can do something. */
  | { readonly kind: 'stopped'; readonly why: StopReason }
  /** So many wait until there is room on this phone. */
  | { readonly kind: 'full'; readonly count: number }
  /** Another process has the library, and sends it. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'pending'; readonly count: number }
  /** The person stopped the backup: nothing is sent until they go on. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'failed'; readonly count: number }
  /** All that is here is safe; of what was here before, so many are damaged on the server (V1). */
  | { readonly kind: 'lost'; readonly count: number }
  /** All of what is looked at is safe, and other folders that were backed up from here are not looked at. */
  | { readonly kind: 'aside' }
  | { readonly kind: 'complete' };

export interface HomeFacts {
  readonly snapshot: BackupSnapshot;
  /** Undefined: not read yet. */
  readonly waiting: BackupStatus['waiting'] | undefined;
  readonly network: ConditionsState['network'];
  readonly access: LibraryAccess;
  readonly account: AccountState['kind'];
  /** Undefined: not read yet. */
  readonly selectedCount: number | undefined;
}

/** Decides what is said first. Pure, and total. */
export function homeStateOf({
  snapshot,
  waiting,
  network,
  access,
  account,
  selectedCount,
}: HomeFacts): HomeState {
  const { statistics, lastOutcome } = snapshot;
  if (access.kind === 'photos' && (access.granted === 'denied' || access.granted === 'unasked'))
    return { kind: 'noAccess' };
  // Nothing is known of the library then.
  if (account === 'unreadable') return { kind: 'stopped', why: 'sign-in' };
  if (account === 'signed-out') return { kind: 'stopped', why: 'signed-out' };
  const running = runStateOf(snapshot, network);
  if (running !== undefined) return running;
  if (statistics === undefined) return { kind: 'loading' };
  const { totalCount, waitingCount, failedCount } = statistics.candidates;
  if (lastOutcome?.kind === 'stopped') {
    const why = stopReasonOf(lastOutcome.code);
    if (why !== 'device-full') return { kind: 'stopped', why };
    if (waitingCount > 0) return { kind: 'full', count: waitingCount };
  }
  if (totalCount === 0) {
    if (selectedCount === undefined) return { kind: 'loading' };
    if (selectedCount === 0) return { kind: 'nothingChosen' };
  }
  // Whatever is safe already: what is new is not sent.
  if (snapshot.isPaused) return { kind: 'paused' };
  if (totalCount === 0) return { kind: 'empty' };
  if (waitingCount > 0) {
    const waits = whatWaits(waitingCount, waiting);
    // What holds photos back holds the other one back, too.
    return waits.kind === 'pending' && lastOutcome?.kind === 'already-running'
      ? { kind: 'elsewhere' }
      : waits;
  }
  if (failedCount > 0) return { kind: 'failed', count: failedCount };
  const lostCount = snapshot.damage?.lostCount ?? 0;
  if (lostCount > 0) return { kind: 'lost', count: lostCount };
  const isAllShown = access.kind !== 'folders' || (access.others ?? []).length === 0;
  return { kind: isAllShown ? 'complete' : 'aside' };
}

/** What could go on now makes all of it pending; otherwise what most wait for is said. */
function whatWaits(count: number, waiting: HomeFacts['waiting']): HomeState {
  if (waiting === undefined) return { kind: 'pending', count };
  if (waiting['device-room'].count > 0) return { kind: 'full', count };
  if (waiting.room.count > 0) return { kind: 'stopped', why: 'room' };
  if (waiting['its-turn'].count + waiting['icloud-download'].count > 0) return { kind: 'pending', count };
  const holds: readonly Hold[] = ['wi-fi', 'network', 'power', 'retry'];
  const most = holds.reduce((a, b) => (waiting[b].count > waiting[a].count ? b : a));
  return { kind: 'waiting', for: most, count };
}

/** The four numbers: they add up to the candidates. */
export function segmentsOf({ statistics, transfers }: BackupSnapshot): readonly Segment[] {
  const { backedUpCount = 0, waitingCount = 0, failedCount = 0 } = statistics?.candidates ?? {};
  const uploadingCount = Math.min(transfers.length, waitingCount);
  return [
    { state: 'safe', count: backedUpCount },
    { state: 'uploading', count: uploadingCount },
    { state: 'waiting', count: waitingCount - uploadingCount },
    { state: 'failed', count: failedCount },
  ];
}

/**
 * What the ring shows: the same, but of what is on its way that much is taken for safe which is sent of it. So it moves while
 * one large video is sent.
 */
export function ringOf(snapshot: BackupSnapshot): readonly Segment[] {
  const segments = segmentsOf(snapshot);
  const uploadingCount = segments.find(({ state }) => state === 'uploading')?.count ?? 0;
  const sent = snapshot.transfers.reduce((sum, { progress }) => sum + progress.percentage / 100, 0);
  const moved = Math.min(sent, uploadingCount);
  return segments.map(({ state, count }) => ({
    state,
    count: state === 'safe' ? count + moved : state === 'uploading' ? count - moved : count,
  }));
}
