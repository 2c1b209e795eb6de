import type { AssetRecord, Why } from '@keepsake/engine';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowDimensions, View } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { PhotoThumb } from '../../components/PhotoThumb.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useNow } from '../../controller/use-now.ts';
import { useSendAgain } from '../../controller/use-send-again.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { CONTENT_WIDTH, space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { answerOf } from './why-answer.ts';

/** The picture is no larger than this, so that the answer is seen beside it without scrolling. */
const MOST_EDGE = 420;

/** The photo, and its one answer. */
export function AnswerCard({ record, why }: { readonly record: AssetRecord; readonly why: Why }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const now = useNow();
  const window = useWindowDimensions();
  const [measured, setWidth] = useState<number>();
  const { sendAgain, asked, hasFailed } = useSendAgain();
  const { asset } = record;
  const transfer = useSnapshot().transfers.find((each) => each.asset.id === asset.id);
  const { sentence, detail, note, icon, color, remedy } = answerOf({ record, why }, transfer, {
    t,
    formats,
    now,
  });
  const width = measured ?? Math.min(window.width, CONTENT_WIDTH) - space(4);
  const edge = Math.min(width, MOST_EDGE, window.height * 0.44);
  return (
    <SectionCard>
      <View
        onLayout={({ nativeEvent }) => {
          setWidth(nativeEvent.layout.width);
        }}
        style={{ alignItems: 'center', backgroundColor: colors.inset }}
      >
        <PhotoThumb asset={asset} edge={edge} radius={0} />
      </View>
      <View style={{ padding: space(2), gap: space(2) }}>
        <View role="status" style={{ flexDirection: 'row', gap: space(1.5) }}>
          <View style={{ paddingTop: 5 }}>
            <AppIcon name={icon} color={colors[color]} />
          </View>
          <View style={{ flex: 1, gap: space(0.5) }}>
            <Heading level={2} size="large" color="text">
              {sentence}
            </Heading>
            {detail !== undefined && <AppText color="quietText">{detail}</AppText>}
            {note !== undefined && <AppText color="quietText">{note}</AppText>}
          </View>
        </View>
        {transfer !== undefined && why.kind === 'waiting' && (
          <ProgressBar share={transfer.progress.percentage / 100} label={sentence} />
        )}
        {hasFailed && <Banner tone="needs-you" text={t('failed.notRetried')} />}
        {remedy !== undefined && (
          <PrimaryButton
            label={remedy === 'retry' ? t('failed.retry') : t('why.sendAgain')}
            isBusy={asked !== undefined}
            onPress={() => {
              sendAgain({ kind: remedy === 'retry' ? 'retry' : 'upload-again', ids: [asset.id] });
            }}
          />
        )}
      </View>
    </SectionCard>
  );
}
