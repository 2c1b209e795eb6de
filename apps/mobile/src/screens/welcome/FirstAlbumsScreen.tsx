import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** The third step: which photos? */
export function FirstAlbumsScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.firstAlbums')}>{null}</ScreenFrame>;
}
