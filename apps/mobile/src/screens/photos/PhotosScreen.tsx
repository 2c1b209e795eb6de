import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** Which ones? The list behind a number. */
export function PhotosScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.photos')}>{null}</ScreenFrame>;
}
