import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** Which photos are included? */
export function AlbumsScreen() {
  const { t } = useTranslation();
  return (
    <ScreenFrame title={t('nav.albums')} isPlace>
      {null}
    </ScreenFrame>
  );
}
