import type { ErrorCode } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../components/Banner.tsx';
import { stopReasonOf } from '../backup/home-state.ts';

/** Why it could not go on, and what to do. */
export function StoppedBanner({ code }: { readonly code: ErrorCode }) {
  const { t } = useTranslation();
  const why = stopReasonOf(code);
  return <Banner tone="needs-you" text={`${t(`backup.stopped.${why}`)}. ${t(`backup.detail.${why}`)}`} />;
}
