import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** How is it going? */
export function ActivityScreen() {
  const { t } = useTranslation();
  return (
    <ScreenFrame title={t('nav.activity')} isPlace>
      {null}
    </ScreenFrame>
  );
}
