import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** The first of four steps: which server? */
export function ServerScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.welcome')}>{null}</ScreenFrame>;
}
