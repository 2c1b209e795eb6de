import type { BackupSnapshot, ConditionsState } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import type { Formats } from '../i18n/formats.ts';

type Activity = BackupSnapshot['activity']['kind'];

/** What photos wait for, and go on by themselves when it is there. */
export type Hold = 'network' | 'wi-fi' | 'power' | 'retry';

/** What is to be said of a run that goes on. */
export type RunState =
  | {
      readonly kind: 'working';
      readonly at: Exclude<Activity, 'idle' | `waiting-for-${string}`>;
      readonly totalCount: number;
    }
  /** It holds its breath, and goes on by itself. */
  | { readonly kind: 'holding'; readonly for: Hold; readonly waitingCount: number }
  /** The server does not answer, though this device has a network; it is asked again until it does. */
  | { readonly kind: 'silent'; readonly sinceMs: number }
  /** This device does not trust who answers; it is asked again until it does. */
  | { readonly kind: 'untrusted' };

/** Decides what is said of the run; undefined while none goes on. Pure, and total. */
export function runStateOf(
  { activity, progress, statistics }: Pick<BackupSnapshot, 'activity' | 'progress' | 'statistics'>,
  network: ConditionsState['network'],
): RunState | undefined {
  const { waitingCount = 0 } = statistics?.candidates ?? {};
  switch (activity.kind) {
    case 'idle':
      return undefined;
    case 'waiting-for-network':
      if (network === 'none') return { kind: 'holding', for: 'network', waitingCount };
      return activity.isUntrusted ? { kind: 'untrusted' } : { kind: 'silent', sinceMs: activity.sinceMs };
    case 'waiting-for-conditions':
      return { kind: 'holding', for: activity.hold, waitingCount };
    case 'waiting-for-retry':
      return { kind: 'holding', for: 'retry', waitingCount };
    default:
      return { kind: 'working', at: activity.kind, totalCount: progress?.totalCount ?? waitingCount };
  }
}

/** Whether what is said is said of a run that goes on. */
export function isUnderWay<Other extends { readonly kind: string }>(
  state: RunState | Other,
): state is RunState {
  return (
    state.kind === 'working' ||
    state.kind === 'holding' ||
    state.kind === 'silent' ||
    state.kind === 'untrusted'
  );
}

/** Puts it into words: what is so, and what follows. */
export function runStateWords(
  state: RunState,
  formats: Pick<Formats, 'since'>,
  now: number,
  t: TFunction,
): { readonly sentence: string; readonly detail: string | undefined } {
  switch (state.kind) {
    case 'working':
      return {
        sentence:
          state.at === 'uploading'
            ? t('backup.sentence.uploading', { count: state.totalCount })
            : t(`backup.sentence.${state.at}`),
        detail: undefined,
      };
    case 'holding':
      return {
        sentence: t(`backup.sentence.waiting.${state.for}`),
        detail: t('backup.detail.waiting', { count: state.waitingCount }),
      };
    case 'silent':
      return {
        sentence: t('backup.stopped.network'),
        detail: t('backup.detail.silent', { when: formats.since(state.sinceMs, now) }),
      };
    case 'untrusted':
      return {
        sentence: t('backup.stopped.untrusted-server'),
        detail: t('backup.detail.untrusted-server'),
      };
  }
}
