import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { leftOfVerifying, shareOfVerifying, wordsOfVerifying } from '../../components/verify-progress.ts';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';
import type { useVerify } from '../../controller/proving.ts';
import { useSnapshot, useWatched } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';

const NOT_BEGUN = { checkedCount: 0, bytesChecked: 0, bytesTotal: 0, remainingMs: undefined };
const WAYS = ['quick', 'deep'] as const;

/** Verifies now: quick or deep, with how far it is. */
export function VerifyCard({
  verify,
  totalCount,
}: {
  readonly verify: ReturnType<typeof useVerify>;
  /** What there is to verify. */
  readonly totalCount: number;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const controller = useController();
  const { account } = useAppPorts();
  const state = useWatched(account.state);
  const { activity } = useSnapshot();
  const [wanted, setWanted] = useState<(typeof WAYS)[number]>('quick');
  const product = state.kind === 'signed-in' || state.kind === 'expired' ? state.product : undefined;
  const canDeep = product !== 'immich';
  const way = canDeep ? wanted : 'quick';
  // Another page, or this one before it was left, may have begun it.
  const isVerifying = activity.kind === 'verifying' || verify.isBusy;
  if (isVerifying) {
    const begun = activity.kind === 'verifying' ? activity.progress : undefined;
    const progress = begun ?? { ...NOT_BEGUN, totalCount };
    const words = wordsOfVerifying(progress, formats, t);
    return (
      <SectionCard title={t('verify.now')} isPadded style={{ gap: space(2) }}>
        <View role="status" style={{ gap: space(1.5) }}>
          <AppText>{words}</AppText>
          <ProgressBar share={shareOfVerifying(progress)} label={words} />
          <AppText size="small" color="quietText">
            {leftOfVerifying(progress, formats)}
          </AppText>
          <AppText size="small" color="quietText">
            {t('verify.mayLeave')}
          </AppText>
        </View>
        <PrimaryButton label={t('verify.stop')} icon="pause" isQuiet onPress={() => controller.cancel()} />
      </SectionCard>
    );
  }
  const isElse = activity.kind !== 'idle';
  const cannot = isElse ? t('verify.busy') : state.kind !== 'signed-in' ? t('verify.signIn') : undefined;
  return (
    <SectionCard title={t('verify.now')}>
      <View role="radiogroup" aria-label={t('verify.now')}>
        {WAYS.map((each, index) => (
          <View key={each}>
            {index > 0 && <Divider inset={7} />}
            <ChoiceRow
              role="radio"
              label={t(`verify.way.${each}.label`)}
              detail={
                each === 'deep' && !canDeep ? t('verify.way.cannotDeep') : t(`verify.way.${each}.detail`)
              }
              isChosen={way === each}
              isDisabled={each === 'deep' && !canDeep}
              onPress={() => {
                setWanted(each);
              }}
            />
          </View>
        ))}
      </View>
      <View style={{ padding: space(2), gap: space(1) }}>
        {cannot !== undefined && (
          <AppText size="small" color="quietText">
            {cannot}
          </AppText>
        )}
        {totalCount === 0 && cannot === undefined && (
          <AppText size="small" color="quietText">
            {t('verify.nothing')}
          </AppText>
        )}
        <PrimaryButton
          label={t('verify.now')}

          isDisabled={cannot !== undefined || totalCount === 0}
          onPress={() => {
            verify.run({ isDeep: way === 'deep' });
          }}
        />
      </View>
    </SectionCard>
  );
}
