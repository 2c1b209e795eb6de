import Constants from 'expo-constants';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { space } from '../../theme/layout.ts';

/** Which app this is, and what it does with what it sees. */
export function AboutCard() {
  const { t } = useTranslation();
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
    </SectionCard>
  );
}
