import type { TFunction } from 'i18next';
import { isUnderWay, runStateWords, type Hold, type RunState } from '../../components/run-state.ts';
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
  formats: Pick<Formats, 'since'>,
  now: number,
  t: TFunction,
): HomeWords {
  if (isUnderWay(state)) return { ...runStateWords(state, formats, now, t), ...lookOf(state) };
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
    case 'waiting':
      return {
        sentence: t(`backup.sentence.waiting.${state.for}`),
        detail: t('backup.detail.waiting', { count: state.count }),
        icon: WAITING_ICONS[state.for],
        color: 'waiting',
      };
    case 'stopped':
      return needsYou(t(`backup.stopped.${state.why}`), t(`backup.detail.${state.why}`));
    case 'full':
      return needsYou(t('backup.stopped.device-full'), t('backup.detail.full', { count: state.count }));
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
    case 'paused':
      return {
        sentence: t('backup.sentence.paused'),
        detail: t('backup.detail.paused'),
        icon: 'pause',
        color: 'waiting',
      };
    case 'failed':
      return needsYou(t('backup.sentence.failed', { count: state.count }), undefined);
    case 'lost':
      return needsYou(
        t('verify.damage.lost', { count: state.count }),
        t('verify.damage.elsewhere', { count: state.count }),
      );
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
} as const satisfies Record<Hold, IconName>;

function lookOf(run: RunState): Pick<HomeWords, 'icon' | 'color'> {
  switch (run.kind) {
    case 'working':
      return { icon: run.at === 'uploading' ? 'cloud-arrow-up-outline' : 'sync', color: 'safe' };
    case 'holding':
      return { icon: WAITING_ICONS[run.for], color: 'waiting' };
    case 'silent':
      return { icon: WAITING_ICONS.network, color: 'waiting' };
    case 'untrusted':
      return { icon: 'alert-circle-outline', color: 'needsYou' };
  }
}

function needsYou(
  sentence: string,
  detail: string | undefined,
  icon: IconName = 'alert-circle-outline',
): HomeWords {
  return { sentence, detail, icon, color: 'needsYou' };
}
