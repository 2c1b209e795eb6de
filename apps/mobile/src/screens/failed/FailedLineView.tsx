import type { AssetId } from '@keepsake/engine';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { View, type ViewStyle } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { canRetry } from '../../components/can-retry.ts';
import { PhotoRow } from '../../components/PhotoRow.tsx';
import { plainName } from '../../components/plain-name.ts';
import { Divider } from '../../components/SectionCard.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { RADIUS, space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import type { FailedLine } from './failed-lines.ts';

/** One line of the list of failed uploads. */
export const FailedLineView = memo(function FailedLineView({
  line,
  now,
  isBusy,
  onRetry,
}: {
  readonly line: FailedLine;
  readonly now: number;
  /** It was asked for just now. */
  readonly isBusy: boolean;
  readonly onRetry: (id: AssetId) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const side: ViewStyle = {
    backgroundColor: colors.card,
    borderColor: colors.line,
    borderStartWidth: 1,
    borderEndWidth: 1,
  };
  if (line.kind === 'reason') {
    return (
      <View
        style={[
          side,
          {
            borderTopWidth: 1,
            borderTopStartRadius: RADIUS,
            borderTopEndRadius: RADIUS,
            marginTop: space(3),
            padding: space(2),
            paddingBottom: space(1),
          },
        ]}
      >
        <View style={{ flexDirection: 'row', gap: space(1), alignItems: 'baseline' }}>
          <Heading level={2} size="body" color="text" style={{ flexShrink: 1, flexGrow: 1 }}>
            {t(`reason.${line.code}.title`)}
          </Heading>
          <AppText color="quietText">{formats.number(line.count)}</AppText>
        </View>
        <AppText size="small" color="quietText">
          {t(`reason.${line.code}.next`)}
        </AppText>
      </View>
    );
  }
  const { record, failure, isLast } = line;
  const { asset } = record;
  const name = plainName(asset.original.fileName);
  const tried = t('failed.tried', { count: failure.attempts, when: formats.ago(failure.atMs, now) });
  return (
    <View
      style={[
        side,
        isLast && {
          borderBottomWidth: 1,
          borderBottomStartRadius: RADIUS,
          borderBottomEndRadius: RADIUS,
          overflow: 'hidden',
        },
      ]}
    >
      <PhotoRow
        asset={asset}
        name={name}
        detail={tried}
        label={`${tried}. ${t(`reason.${failure.code}.title`)}`}
        end={
          canRetry(record) && (
            <TextAction
              label={t('failed.retry')}
              spoken={t('failed.retryOne', { name })}
              isDisabled={isBusy}
              onPress={() => {
                onRetry(asset.id);
              }}
            />
          )
        }
      />
      {!isLast && <Divider inset={11} />}
    </View>
  );
});
