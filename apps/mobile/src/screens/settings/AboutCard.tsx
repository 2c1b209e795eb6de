import Constants from 'expo-constants';
import { useTranslation } from 'react-i18next';
import { Share, View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { space } from '../../theme/layout.ts';

/** Which app this is, what it does with what it sees, and what it did, for whoever helps with a problem. */
export function AboutCard() {
  const { t } = useTranslation();
  const { readLog } = useAppPorts().device;
  const version = Constants.expoConfig?.version;
  return (
    <SectionCard title={t('settings.section.about')} isPadded>
      <View style={{ gap: space(0.5) }}>
        <AppText>{version === undefined ? 'Keepsake' : `Keepsake ${version}`}</AppText>
        <AppText size="small" color="quietText">
          {t('settings.about.private')}
        </AppText>
        <AppText size="small" color="quietText">
          {t('settings.about.licence')}
        </AppText>
      </View>
      {readLog !== undefined && (
        <View style={{ alignItems: 'flex-start', gap: space(0.5), paddingTop: space(1) }}>
          <TextAction
            label={t('settings.about.shareLog')}
            onPress={() => {
              // Whoever changes their mind has shared nothing.
              Share.share({ message: readLog() }).catch(() => undefined);
            }}
          />
          <AppText size="small" color="quietText">
            {t('settings.about.log')}
          </AppText>
        </View>
      )}
    </SectionCard>
  );
}
