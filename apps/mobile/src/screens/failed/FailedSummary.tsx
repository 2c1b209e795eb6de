import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { IconLink } from '../../components/IconLink.tsx';
import { LinkRow } from '../../components/LinkRow.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { space } from '../../theme/layout.ts';

/** How many failed, that nothing is lost, and the way to try all of them again. */
export function FailedSummary({
  count,
  retryableCount,
  retryingCount,
  isBusy,
  onRetryAll,
}: {
  readonly count: number;
  /** How many of them a retry can help. */
  readonly retryableCount: number;
  /** Those that are tried again without being asked. */
  readonly retryingCount: number;
  readonly isBusy: boolean;
  readonly onRetryAll: () => void;
}) {
  const { t } = useTranslation();
  const words = t('failed.count', { count });
  return (
    <SectionCard>
      <View style={{ padding: space(2), gap: space(2) }}>
        <View role="status" style={{ gap: space(0.5) }}>
          <View style={{ flexDirection: 'row', alignItems: 'center', marginVertical: -space(1) }}>
            <Heading level={2} size="body" color="text" style={{ flex: 1 }}>
              {words}
            </Heading>
            <IconLink
              icon="chevron-right"
              label={t('state.showCount', { words })}
              href={{ pathname: '/photos/[list]', params: { list: 'failed' } }}
            />
          </View>
          <AppText size="small" color="quietText">
            {t('failed.calm')}
          </AppText>
        </View>
        {retryableCount === 0 ? (
          <AppText size="small" color="quietText">
            {t('failed.noHelp')}
          </AppText>
        ) : (
          <PrimaryButton
            label={
              retryableCount === count ? t('failed.retryAll') : t('photos.retry', { count: retryableCount })
            }
            isBusy={isBusy}
            onPress={onRetryAll}
          />
        )}
      </View>
      {retryingCount > 0 && (
        <>
          <Divider />
          <LinkRow
            icon="clock-outline"
            title={t('failed.again', { count: retryingCount })}
            href={{ pathname: '/photos/[list]', params: { list: 'waiting' } }}
          />
        </>
      )}
    </SectionCard>
  );
}
