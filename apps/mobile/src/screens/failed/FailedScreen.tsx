import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** What went wrong, and what do I do? */
export function FailedScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.failed')}>{null}</ScreenFrame>;
}
