import type { AssetRecord } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { historyOf, type HistoryStep } from './why-history.ts';

const DOT = 10;

/** What happened to a photo, as far as its record tells. */
export function HistoryCard({ record }: { readonly record: AssetRecord }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  // A computer goes by the date of the file, and opens none to look for the camera's.
  const isOfFile = useAppPorts().device.kind === 'computer';
  const steps = historyOf(record);
  return (
    <SectionCard title={t('why.history')} isPadded>
      <View role="list">
        {steps.map((step, index) => (
          <View
            key={`${step.kind} ${step.atMs}`}
            role="listitem"
            style={{ flexDirection: 'row', gap: space(2) }}
          >
            <View aria-hidden style={{ alignItems: 'center', width: DOT }}>
              <View
                style={{
                  width: DOT,
                  height: DOT,
                  borderRadius: DOT / 2,
                  marginTop: 7,
                  backgroundColor: colors[colorOf(step)],
                }}
              />
              {index < steps.length - 1 && (
                <View style={{ flex: 1, width: 2, backgroundColor: colors.line, marginTop: 4 }} />
              )}
            </View>
            <View style={{ flex: 1, paddingBottom: index < steps.length - 1 ? space(2) : 0 }}>
              <AppText isFollowed>
                {t(`why.step.${step.kind === 'taken' && isOfFile ? 'dated' : step.kind}`)}
              </AppText>
              {step.atMs !== undefined && (
                <AppText size="small" color="quietText">
                  {formats.moment(step.atMs)}
                </AppText>
              )}
            </View>
          </View>
        ))}
      </View>
    </SectionCard>
  );
}

function colorOf({ kind }: HistoryStep) {
  switch (kind) {
    case 'uploaded':
    case 'duplicate':
    case 'resent':
    case 'verified':
    case 'reread':
      return 'safe';
    case 'tried':
    case 'damaged':
      return 'needsYou';
    default:
      return 'edge';
  }
}
