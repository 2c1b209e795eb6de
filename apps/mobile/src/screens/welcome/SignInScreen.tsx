import { useTranslation } from 'react-i18next';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

/** The second step: who are you there? */
export function SignInScreen() {
  const { t } = useTranslation();
  return <ScreenFrame title={t('title.signIn')}>{null}</ScreenFrame>;
}
