import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { Banner } from '../../components/Banner.tsx';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { Question } from '../../components/Question.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useSignOut } from '../../controller/signing-in.ts';
import { space } from '../../theme/layout.ts';

const WAYS = ['keep', 'forget'] as const;

/** Signs out, and asks what becomes of what is known of the photos here. */
export function SignOutQuestion({
  onLeave,
  onSignedOut,
}: {
  readonly onLeave: () => void;
  readonly onSignedOut: (how: { readonly forgetsLedger: boolean }) => void;
}) {
  const { t } = useTranslation();
  const { preferences } = useAppPorts();
  const [way, setWay] = useState<(typeof WAYS)[number]>('keep');
  const how = { forgetsLedger: way === 'forget' };
  const signOut = useSignOut(() => {
    onSignedOut(how);
  });
  return (
    <Question
      title={t('settings.signOut.title')}
      text={t('settings.signOut.text')}
      confirm={{
        label: t('settings.account.signOut'),
        isBusy: signOut.isBusy,
        onPress: () => {
          // Also in a browser that was not there in the first run: whoever signs in again has chosen everything.
          if (way === 'keep') preferences.change({ isFirstRunOver: true });
          signOut.run(how);
        },
      }}
      onLeave={onLeave}
    >
      <View role="radiogroup" aria-label={t('settings.signOut.title')}>
        {WAYS.map((each) => (
          <ChoiceRow
            key={each}
            role="radio"
            label={t(`settings.signOut.${each}.label`)}
            detail={t(`settings.signOut.${each}.detail`)}
            isChosen={way === each}
            onPress={() => {
              setWay(each);
            }}
          />
        ))}
      </View>
      {signOut.error !== null && (
        <View style={{ paddingHorizontal: space(2) }}>
          <Banner tone="needs-you" text={t('settings.signOut.failed')} />
        </View>
      )}
    </Question>
  );
}
