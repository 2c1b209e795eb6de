import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { useTooManyTries } from '../../components/use-too-many-tries.ts';
import type { PasswordChange } from '../../controller/account.ts';
import { space } from '../../theme/layout.ts';

/** Why the password is not changed, or perhaps not, and what to do; nothing of what a field says already. */
export function PasswordTrouble({ outcome }: { readonly outcome: PasswordChange }) {
  const { t } = useTranslation();
  const tooManyTries = useTooManyTries();
  switch (outcome.kind) {
    case 'changed':
    case 'wrong-password':
      return null;
    case 'unanswered':
      return (
        <Banner
          tone="needs-you"
          text={t(`password.trouble.${outcome.isUnchanged ? 'noAnswer' : 'notKnown'}`)}
        />
      );
    case 'refused':
      return (
        <View style={{ gap: space(1) }}>
          <Banner tone="needs-you" text={t('password.trouble.refused')} />
          {outcome.detail !== '' && (
            <AppText role="alert" size="small" color="quietText">
              {outcome.detail}
            </AppText>
          )}
        </View>
      );
    case 'too-many-tries':
      return <Banner tone="needs-you" text={tooManyTries(outcome.retryAfterMs)} />;
    default:
      return <Banner tone="needs-you" text={t(`password.trouble.${outcome.kind}`)} />;
  }
}
