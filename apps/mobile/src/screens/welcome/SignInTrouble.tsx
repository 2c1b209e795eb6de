import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import type { SignInOutcome } from '../../controller/account.ts';
import { LinkLost } from '../../controller/agent-link.ts';
import { space } from '../../theme/layout.ts';

/** Why nobody is signed in yet, and what to do. */
export function SignInTrouble({
  way,
  outcome,
  error,
}: {
  readonly way: 'password' | 'api-key';
  readonly outcome: SignInOutcome | undefined;
  readonly error: Error | null;
}) {
  const { t } = useTranslation();
  // A lost link is the frame's to say.
  if (error !== null && !(error instanceof LinkLost))
    return <Banner tone="needs-you" text={t('welcome.trouble.noAnswer')} />;
  if (outcome?.kind === 'wrong-credentials')
    return <Banner tone="needs-you" text={t(`welcome.trouble.${way}`)} />;
  if (outcome?.kind !== 'refused') return null;
  return (
    <View style={{ gap: space(1) }}>
      <Banner tone="needs-you" text={t('welcome.trouble.refused')} />
      {outcome.detail !== '' && (
        <AppText size="small" color="quietText">
          {t('welcome.trouble.detail', { detail: outcome.detail })}
        </AppText>
      )}
    </View>
  );
}
