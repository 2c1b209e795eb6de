import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** What about this photo? */
export function WhyScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.why')}>{null}</ScreenFrame>;
}
