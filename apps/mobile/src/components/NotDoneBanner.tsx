import type { RunOutcome } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { Banner } from './Banner.tsx';
import { stopReasonOf } from './stop-reason.ts';

/** Why it did not come to its end, where that is known; `stopped`: what is said of one that was stopped by hand. */
export function NotDoneBanner({
  outcome,
  stopped,
}: {
  readonly outcome: RunOutcome;
  readonly stopped: string;
}) {
  const { t } = useTranslation();
  switch (outcome.kind) {
    case 'completed':
      return null;
    case 'already-running':
      return (
        <Banner tone="waiting" text={`${t('backup.sentence.elsewhere')}. ${t('backup.detail.elsewhere')}`} />
      );
    case 'stopped': {
      const why = stopReasonOf(outcome.code);
      return <Banner tone="needs-you" text={`${t(`backup.stopped.${why}`)}. ${t(`backup.detail.${why}`)}`} />;
    }
    default:
      return <Banner tone="waiting" text={stopped} />;
  }
}
