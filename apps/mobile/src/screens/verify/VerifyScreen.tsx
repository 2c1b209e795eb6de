import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** Can I trust it? Can I delete? */
export function VerifyScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.verify')}>{null}</ScreenFrame>;
}
