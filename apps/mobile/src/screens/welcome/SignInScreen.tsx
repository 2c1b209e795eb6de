import { Redirect, useLocalSearchParams, useRouter } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useKnownEmail, useKnownServer, useServerAt } from '../../controller/signing-in.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { FoundLine, isPhotoServer } from './FoundLine.tsx';
import { ServerLine } from './ServerLine.tsx';
import { SignedInAlready } from './SignedInAlready.tsx';
import { SignInFields } from './SignInFields.tsx';
import { useSignInForm } from './use-sign-in-form.ts';
import { WelcomeFrame } from './WelcomeFrame.tsx';

/** The second step: who are you there? Also where one signs in again. */
export function SignInScreen() {
  const { t } = useTranslation();
  const router = useRouter();
  const params = useLocalSearchParams<{ server?: string }>();
  const { account, preferences } = useAppPorts();
  const state = useWatched(account.state);
  const { isFirstRunOver } = useWatched(preferences.state);
  const known = useKnownServer();
  const serverUrl = params.server ?? known ?? '';
  const finding = useServerAt(serverUrl);
  const { found } = finding;
  const server = isPhotoServer(found) ? found : undefined;
  const isAgain = state.kind === 'expired' && state.serverUrl === serverUrl;
  const isHere = state.kind === 'signed-in' && state.serverUrl === serverUrl;
  const awaitsFirst = server?.awaitsFirstAccount === true;
  // Whoever signs in again has chosen everything already.
  const isBack = isAgain || isFirstRunOver;
  const onSignedIn = (): void => {
    if (isBack) router.dismissTo('/');
    else router.push('/welcome/albums');
  };

  const form = useSignInForm({
    serverUrl,
    isFirstAccount: awaitsFirst && !isAgain,
    email: useKnownEmail(serverUrl),
    onSignedIn,
  });
  if (serverUrl === '' && state.kind !== 'loading') return <Redirect href="/welcome" />;
  if (isHere && !isBack) return <SignedInAlready account={state} />;
  const what = isAgain ? 'again' : awaitsFirst ? 'first' : 'usual';
  return (
    <WelcomeFrame
      step={isBack ? undefined : 2}
      title={
        isAgain
          ? t('welcome.signIn.again.title')
          : awaitsFirst
            ? t('welcome.signIn.first.title')
            : t('title.signIn')
      }
      lead={t(`welcome.signIn.${what}.lead`)}
      back={isAgain ? '/' : '/welcome'}
      footer={
        <PrimaryButton
          label={form.isFirstAccount ? t('welcome.signIn.first.confirm') : t('action.signIn')}
          isBusy={form.doing.isBusy}
          isDisabled={!isAgain && server === undefined}
          onPress={form.submit}
        />
      }
    >
      <ServerLine url={serverUrl} server={server ?? (isAgain ? state : undefined)} />
      {found === undefined && !isAgain ? (
        <Skeleton height={280} radius={16} />
      ) : server !== undefined || isAgain ? (
        <SignInFields form={form} product={server?.kind ?? (isAgain ? state.product : 'keepsake')} />
      ) : (
        <SectionCard isPadded>
          <FoundLine
            finding={finding}
            // Where one is asked about what is not encrypted.
            onUse={() => {
              router.dismissTo('/welcome');
            }}
          />
        </SectionCard>
      )}
    </WelcomeFrame>
  );
}
