import { useRouter } from 'expo-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { hostOf, versionOf } from '../../components/address.ts';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useSnapshot, useWatched } from '../../controller/use-watched.ts';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { ForgetQuestion } from './ForgetQuestion.tsx';
import { SignOutQuestion } from './SignOutQuestion.tsx';

const PRODUCTS = { keepsake: 'Keepsake', immich: 'Immich' } as const;

/** Whose photos go where, and the way out. */
export function AccountCard() {
  const { t } = useTranslation();
  const colors = useColors();
  const router = useRouter();
  const { account } = useAppPorts();
  const state = useWatched(account.state);
  const { statistics } = useSnapshot();
  const [asked, setAsked] = useState<'forget' | 'sign-out'>();
  const leave = (): void => {
    setAsked(undefined);
  };
  const isSomethingKept =
    state.kind === 'signed-out' && (state.lastEmail !== undefined || (statistics?.libraryCount ?? 0) > 0);
  return (
    <SectionCard title={t('settings.section.account')} isPadded style={{ gap: space(1) }}>
      {state.kind === 'loading' ? (
        <Skeleton height={88} />
      ) : state.kind === 'signed-out' || state.kind === 'unreadable' ? (
        <>
          <AppText color="quietText">
            {t(state.kind === 'signed-out' ? 'settings.account.signedOut' : 'backup.stopped.sign-in')}
          </AppText>
          <View style={{ flexDirection: 'row', flexWrap: 'wrap', columnGap: space(3) }}>
            <TextAction label={t('action.signIn')} href="/welcome/sign-in" />
            {isSomethingKept && (
              <TextAction
                label={t('settings.signOut.forget.label')}
                onPress={() => {
                  setAsked('forget');
                }}
              />
            )}
          </View>
        </>
      ) : (
        <>
          <View style={{ flexDirection: 'row', gap: space(2), alignItems: 'center' }}>
            <AppIcon name="account-circle-outline" color={colors.safe} size={40} />
            <View style={{ flex: 1 }}>
              <AppText isEmphasised>{state.userName}</AppText>
              {state.email !== undefined && (
                <AppText size="small" color="quietText">
                  {state.email}
                </AppText>
              )}
              <AppText size="small" color="quietText">
                {`${hostOf(state.serverUrl)} · ${PRODUCTS[state.product]} ${versionOf(state.version)}`}
              </AppText>
            </View>
          </View>
          <View style={{ flexDirection: 'row', flexWrap: 'wrap', columnGap: space(3) }}>
            {state.kind === 'expired' ? (
              <TextAction label={t('settings.account.again')} href="/welcome/sign-in" />
            ) : (
              <TextAction label={t('settings.account.password')} href="/password" />
            )}
            <TextAction
              label={t('settings.account.signOut')}
              onPress={() => {
                setAsked('sign-out');
              }}
            />
          </View>
        </>
      )}
      {asked === 'sign-out' && (
        <SignOutQuestion
          onLeave={leave}
          onSignedOut={({ forgetsLedger }) => {
            leave();
            if (forgetsLedger) router.replace('/welcome');
          }}
        />
      )}
      {asked === 'forget' && (
        <ForgetQuestion
          onLeave={leave}
          onForgotten={() => {
            leave();
            router.replace('/welcome');
          }}
        />
      )}
    </SectionCard>
  );
}
