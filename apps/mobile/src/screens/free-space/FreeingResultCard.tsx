import { useRouter } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { NotDoneBanner } from '../../components/NotDoneBanner.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import type { Freed } from '../../controller/proving.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

/** What was removed from the device, and what was kept. */
export function FreeingResultCard({ freed: { outcome, result } }: { readonly freed: Freed }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const router = useRouter();
  const { device } = useAppPorts();
  const { removedCount = 0, removedBytes = 0, keptCount = 0 } = result ?? {};
  return (
    <>
      <NotDoneBanner outcome={outcome} stopped={t('freeSpace.result.stopped')} />
      <SectionCard isPadded style={{ gap: space(2) }}>
        <View role="status" style={{ flexDirection: 'row', gap: space(2), alignItems: 'center' }}>
          <AppIcon
            name={removedCount > 0 ? 'check-bold' : 'information-outline'}
            color={removedCount > 0 ? colors.safe : colors.quietText}
          />
          <View style={{ flex: 1, gap: space(0.5) }}>
            <Heading level={2} size="body" color="text">
              {removedCount > 0
                ? t('freeSpace.result.freed', { count: removedCount, size: formats.size(removedBytes) })
                : t('freeSpace.result.nothing')}
            </Heading>
            {removedCount > 0 && (
              <AppText size="small" color="quietText">
                {t('freeSpace.result.onServer')}
              </AppText>
            )}
            {removedCount > 0 && device.kind === 'ios' && (
              <AppText size="small" color="quietText">
                {t('freeSpace.result.recentlyDeleted')}
              </AppText>
            )}
            {keptCount > 0 && (
              <AppText size="small" color="quietText">
                {t('freeSpace.result.kept', { count: keptCount })}
              </AppText>
            )}
          </View>
        </View>
        <PrimaryButton
          label={t('freeSpace.result.done')}
          onPress={() => {
            router.dismissTo('/verify');
          }}
        />
      </SectionCard>
    </>
  );
}
