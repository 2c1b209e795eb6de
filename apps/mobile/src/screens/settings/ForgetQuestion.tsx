import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { Banner } from '../../components/Banner.tsx';
import { Question } from '../../components/Question.tsx';
import { useSignOut } from '../../controller/signing-in.ts';
import { space } from '../../theme/layout.ts';

/** Forgets what was kept here when somebody signed out, once that was looked at a second time. */
export function ForgetQuestion({
  onLeave,
  onForgotten,
}: {
  readonly onLeave: () => void;
  readonly onForgotten: () => void;
}) {
  const { t } = useTranslation();
  const forgetting = useSignOut(onForgotten);
  return (
    <Question
      title={t('settings.forget.title')}
      text={t('settings.signOut.forget.detail')}
      confirm={{
        label: t('settings.signOut.forget.label'),
        isBusy: forgetting.isBusy,
        onPress: () => {
          forgetting.run({ forgetsLedger: true });
        },
      }}
      onLeave={onLeave}
    >
      {forgetting.error !== null && (
        <View style={{ paddingHorizontal: space(2) }}>
          <Banner tone="needs-you" text={t('settings.forget.failed')} />
        </View>
      )}
    </Question>
  );
}
