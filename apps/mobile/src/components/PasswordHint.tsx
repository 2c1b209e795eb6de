import { useTranslation } from 'react-i18next';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useWatched } from '../controller/use-watched.ts';
import { Banner } from './Banner.tsx';

/** That somebody else knows the password, and where to choose another; nothing once that is done. */
export function PasswordHint() {
  const { t } = useTranslation();
  const { account } = useAppPorts();
  const state = useWatched(account.state);
  if (state.kind !== 'signed-in' || !state.shouldChangePassword) return null;
  return (
    <Banner
      tone="waiting"
      icon="key-outline"
      text={t('password.hint')}
      action={{ label: t('password.choose'), href: '/password' }}
    />
  );
}
