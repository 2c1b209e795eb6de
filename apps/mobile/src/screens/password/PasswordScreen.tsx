import { Redirect } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { hostOf, leftToRight } from '../../components/address.ts';
import { AppText } from '../../components/AppText.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { PasswordChanged } from './PasswordChanged.tsx';
import { PasswordFields } from './PasswordFields.tsx';
import { PasswordTrouble } from './PasswordTrouble.tsx';
import { usePasswordForm } from './use-password-form.ts';

/** A password of one's own. */
export function PasswordScreen() {
  const { t } = useTranslation();
  const { account } = useAppPorts();
  const state = useWatched(account.state);
  const form = usePasswordForm();
  const { changing } = form;
  if (state.kind === 'signed-out' || state.kind === 'unreadable') return <Redirect href="/settings" />;
  return (
    <ScreenFrame title={t('title.password')}>
      {state.kind === 'loading' ? (
        <Skeleton height={320} radius={16} />
      ) : changing.kind === 'answered' && changing.outcome.kind === 'changed' ? (
        <PasswordChanged hasEndedOthers={changing.outcome.hasEndedOthers} />
      ) : state.kind === 'expired' ? (
        <SectionCard isPadded style={{ gap: space(2) }}>
          {changing.kind === 'answered' && <PasswordTrouble outcome={changing.outcome} />}
          <AppText>{t('password.signInFirst')}</AppText>
        </SectionCard>
      ) : (
        <>
          <AppText color="quietText">
            {t('password.lead', {
              who: leftToRight(state.email ?? state.userName),
              server: hostOf(state.serverUrl),
            })}
          </AppText>
          <PasswordFields form={form} />
        </>
      )}
    </ScreenFrame>
  );
}
