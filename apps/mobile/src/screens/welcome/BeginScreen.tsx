import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** The last step: what may it use, and go. */
export function BeginScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.begin')}>{null}</ScreenFrame>;
}
