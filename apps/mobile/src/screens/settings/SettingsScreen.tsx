import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** What may it use? */
export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <ScreenFrame title={t('nav.settings')} isPlace>
      {null}
    </ScreenFrame>
  );
}
