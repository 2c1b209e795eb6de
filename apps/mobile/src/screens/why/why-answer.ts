import type { AssetRecord, Failure, Transfer, WaitingFor, Why } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import { canRetry } from '../../components/can-retry.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { IconName } from '../../icons/AppIcon.tsx';
import type { Colors } from '../../theme/colors.ts';

/** The one answer about a photo: a sentence, what follows from it, and how it looks. */
export interface Answer {
  readonly sentence: string;
  readonly detail: string | undefined;
  /** What happened to it on the server, where neither says it. */
  readonly note?: string | undefined;
  readonly icon: IconName;
  readonly color: keyof Colors;
  /** What can be done about it. */
  readonly remedy: 'retry' | 'send-again' | undefined;
}

/** What the words are made with. */
export interface Speech {
  readonly t: TFunction;
  readonly formats: Formats;
  readonly now: number;
}

/** Puts the engine's answer into words. `transfer`: it is on its way at this moment. */
export function answerOf(
  asked: { readonly record: AssetRecord; readonly why: Why },
  transfer: Transfer | undefined,
  speech: Speech,
): Answer {
  const { record, why } = asked;
  const { finding } = record;
  const { t, formats, now } = speech;
  if (finding === undefined || finding.what === 'missing') return whereItStands(asked, transfer, speech);
  const isOpen = finding.mendedAtMs === undefined;
  const isNext = why.kind === 'waiting' && why.for.kind === 'its-turn' && transfer === undefined;
  const isLost = record.settlement.kind === 'backed-up';
  if (isOpen && (isNext || isLost)) {
    const when = formats.ago(finding.atMs, now);
    return {
      ...waiting(t('why.answer.damaged'), t(`why.detail.${isLost ? 'lost' : 'damaged'}`, { when })),
      icon: 'alert-circle-outline',
      color: 'needsYou',
    };
  }
  const note = t(isOpen ? 'why.note.damaged' : 'why.note.mended', {
    date: formats.date(finding.atMs),
  });
  return { ...whereItStands(asked, transfer, speech), note };
}

/** The same, whatever was found of it on the server. */
function whereItStands(
  { record, why }: { readonly record: AssetRecord; readonly why: Why },
  transfer: Transfer | undefined,
  speech: Speech,
): Answer {
  const { t, formats, now } = speech;
  if (transfer !== undefined && why.kind === 'waiting') return whileSending(transfer, speech);
  switch (why.kind) {
    case 'backed-up':
      return safe(t('why.detail.uploaded', { when: formats.ago(why.atMs, now) }), t);
    case 'duplicate':
      return safe(t('why.detail.duplicate', { when: formats.ago(why.atMs, now) }), t);
    case 'waiting':
      return record.isWantedAgain && why.for.kind === 'its-turn'
        ? waiting(t('why.answer.wanted'), undefined)
        : answerOfWait(why.for, speech);
    case 'failed':
      return {
        sentence: t('why.answer.failed'),
        detail: t('why.detail.failed', {
          reason: t(`reason.${why.failure.code}.title`),
          tried: triedOf(why.failure, speech),
          next: t(`reason.${why.failure.code}.next`),
        }),
        icon: 'alert-circle-outline',
        color: 'needsYou',
        remedy: canRetry(record) ? 'retry' : undefined,
      };
    case 'deleted-on-server':
      return {
        ...leftOut(t('why.answer.deleted'), t('why.detail.deleted', { when: formats.ago(why.atMs, now) })),
        icon: 'cloud-off-outline',
        remedy: 'send-again',
      };
    case 'excluded':
      return leftOut(t('why.answer.excluded'), t('why.detail.excluded'));
    case 'not-selected':
      return leftOut(t('why.answer.not-selected'), t('why.detail.not-selected'));
    case 'ignored':
      return leftOut(t(`why.answer.${why.reason}`), undefined);
    case 'gone':
      return leftOut(t('why.answer.gone'), t('why.detail.gone', { when: formats.ago(why.atMs, now) }));
  }
}

/** "tried 5 times, last 10 minutes ago" */
function triedOf({ attempts, atMs }: Failure, { t, formats, now }: Speech): string {
  return t('failed.tried', { count: attempts, when: formats.ago(atMs, now) });
}

function answerOfWait(wait: WaitingFor, speech: Speech): Answer {
  const { t, formats } = speech;
  switch (wait.kind) {
    case 'its-turn':
    case 'icloud-download':
      return waiting(t(`why.answer.${wait.kind}`), t(`why.detail.${wait.kind}`));
    case 'network':
    case 'wi-fi':
    case 'power':
      return waiting(t(`backup.sentence.waiting.${wait.kind}`), t('why.detail.held'));
    case 'room':
      return {
        ...waiting(t(`reason.${wait.lack.code}.title`), t(`reason.${wait.lack.code}.next`)),
        color: 'needsYou',
      };
    case 'retry':
      return waiting(
        t('why.answer.retry'),
        t('why.detail.retry', {
          time: formats.moment(wait.atMs),
          reason: t(`reason.${wait.failure.code}.title`),
          tried: triedOf(wait.failure, speech),
        }),
      );
  }
}

function whileSending({ progress, bytesDownloaded, bytesRead }: Transfer, { t, formats }: Speech): Answer {
  const { totalBytes, bytesUploaded } = progress;
  const share = (bytesDownloaded ?? bytesRead ?? bytesUploaded) / Math.max(1, totalBytes);
  return {
    sentence:
      bytesDownloaded !== undefined
        ? t('uploading.fromCloud')
        : t(bytesRead === undefined ? 'why.answer.sending' : 'why.answer.reading'),
    detail: t('why.detail.sending', { percent: formats.percent(share), size: formats.size(totalBytes) }),
    icon: bytesDownloaded === undefined ? 'cloud-arrow-up-outline' : 'cloud-arrow-down-outline',
    color: 'safe',
    remedy: undefined,
  };
}

function safe(detail: string, t: TFunction): Answer {
  return {
    sentence: t('why.answer.safe'),
    detail,
    icon: 'cloud-check-variant',
    color: 'safe',
    remedy: undefined,
  };
}

function waiting(sentence: string, detail: string | undefined): Answer {
  return { sentence, detail, icon: 'clock-outline', color: 'waiting', remedy: undefined };
}

function leftOut(sentence: string, detail: string | undefined): Answer {
  return { sentence, detail, icon: 'image-minus-outline', color: 'quietText', remedy: undefined };
}
