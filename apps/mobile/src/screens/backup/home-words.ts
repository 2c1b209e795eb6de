import type { TFunction } from 'i18next';
import type { BackupSnapshot } from '@keepsake/engine';
import type { Formats } from '../../i18n/formats.ts';
import type { IconName } from '../../icons/AppIcon.tsx';
import type { Colors } from '../../theme/colors.ts';
import type { HomeState } from './home-state.ts';

/** What is said first: a sentence, what follows from it, and its picture. */
export interface HomeWords {
  readonly sentence: string;
  readonly detail: string | undefined;
  readonly icon: IconName;
  readonly color: keyof Colors;
}

/** Puts the state into words. */
export function homeWordsOf(
  state: HomeState,
  { progress }: BackupSnapshot,
  formats: Pick<Formats, 'since'>,
  now: number,
  t: TFunction,
): HomeWords {
  switch (state.kind) {
    case 'loading':
      return { sentence: t('frame.loading'), detail: undefined, icon: 'cloud-outline', color: 'quietText' };
    case 'noAccess':
      return needsYou(t('backup.sentence.noAccess'), t('backup.detail.noAccess'), 'lock-outline');
    case 'nothingChosen':
      return {
        sentence: t('backup.sentence.nothingChosen'),
        detail: t('backup.detail.nothingChosen'),
        icon: 'image-multiple-outline',
        color: 'safe',
      };
    case 'empty':
      return {
        sentence: t('backup.sentence.empty'),
        detail: t('backup.detail.empty'),
        icon: 'image-outline',
        color: 'quietText',
      };
    case 'working':
      return {
        sentence:
          state.at === 'uploading'
            ? t('backup.sentence.uploading', { count: progress?.totalCount ?? 0 })
            : t(`backup.sentence.${state.at}`),
        detail: undefined,
        icon: state.at === 'uploading' ? 'cloud-arrow-up-outline' : 'sync',
        color: 'safe',
      };
    case 'waiting':
      return {
        sentence: t(`backup.sentence.waiting.${state.for}`),
        detail: t('backup.detail.waiting', { count: state.count }),
        icon: WAITING_ICONS[state.for],
        color: 'waiting',
      };
    case 'silent':
      return {
        sentence: t('backup.stopped.network'),
        detail: t('backup.detail.silent', { when: formats.since(state.sinceMs, now) }),
        icon: WAITING_ICONS.network,
        color: 'waiting',
      };
    case 'stopped':
      return needsYou(t(`backup.stopped.${state.why}`), t(`backup.detail.${state.why}`));
    case 'elsewhere':
      return {
        sentence: t('backup.sentence.elsewhere'),
        detail: t('backup.detail.elsewhere'),
        icon: 'sync',
        color: 'safe',
      };
    case 'pending':
      return {
        sentence: t('backup.sentence.pending', { count: state.count }),
        detail: undefined,
        icon: 'cloud-outline',
        color: 'waiting',
      };
    case 'failed':
      return needsYou(t('backup.sentence.failed', { count: state.count }), undefined);
    case 'aside':
      return {
        sentence: t('backup.sentence.aside'),
        detail: t('backup.detail.aside'),
        icon: 'folder-outline',
        color: 'waiting',
      };
    case 'complete':
      return {
        sentence: t('backup.sentence.complete'),
        detail: undefined,
        icon: 'check-bold',
        color: 'safe',
      };
  }
}

const WAITING_ICONS = {
  network: 'cloud-off-outline',
  'wi-fi': 'wifi',
  power: 'power-plug-outline',
  retry: 'clock-outline',
} as const satisfies Record<string, IconName>;

function needsYou(
  sentence: string,
  detail: string | undefined,
  icon: IconName = 'alert-circle-outline',
): HomeWords {
  return { sentence, detail, icon, color: 'needsYou' };
}
