import { useRouter } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { AppText } from '../../components/AppText.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import type { SignedIn } from '../../controller/account.ts';
import { useSignOut } from '../../controller/signing-in.ts';
import { space } from '../../theme/layout.ts';
import { ServerLine } from './ServerLine.tsx';
import { WelcomeFrame } from './WelcomeFrame.tsx';

/** The second step for whoever came back to it: nothing is asked twice. */
export function SignedInAlready({ account }: { readonly account: SignedIn }) {
  const { t } = useTranslation();
  const router = useRouter();
  const signOut = useSignOut(() => undefined);
  return (
    <WelcomeFrame
      step={2}
      title={t('title.signIn')}
      back="/welcome"
      footer={
        <PrimaryButton
          label={t('welcome.next')}
          onPress={() => {
            router.push('/welcome/albums');
          }}
        />
      }
    >
      <ServerLine url={account.serverUrl} server={account} />
      <SectionCard isPadded style={{ gap: space(0.5), alignItems: 'flex-start' }}>
        <AppText isEmphasised>{t('welcome.signIn.here', { name: account.userName })}</AppText>
        {account.email !== undefined && <AppText color="quietText">{account.email}</AppText>}
        <TextAction
          label={t('welcome.signIn.other')}
          onPress={() => {
            signOut.run({ forgetsLedger: false });
          }}
        />
      </SectionCard>
    </WelcomeFrame>
  );
}
