import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** What is it doing? */
export function UploadingScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.uploading')}>{null}</ScreenFrame>;
}
