import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { Banner } from '../../components/Banner.tsx';
import { ChoiceSetting } from '../../components/ChoiceSetting.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import type { Preferences } from '../../controller/preferences.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { useTurning } from '../../i18n/use-turning.ts';
import { space } from '../../theme/layout.ts';

const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark'];

/** How the app looks and what it speaks, on this screen. */
export function AppCard() {
  const { t } = useTranslation();
  const { preferences } = useAppPorts();
  const { language, theme } = useWatched(preferences.state);
  const turn = useTurning();
  return (
    <SectionCard title={t('settings.section.app')}>
      <ChoiceSetting
        label={t('settings.language.label')}
        consequence={t('settings.language.detail')}
        choices={[
          { key: 'system', label: t('settings.language.system') },
          // Each in its own words, for whoever does not read these.
          ...Object.entries(LANGUAGES).map(([key, label]) => ({ key, label })),
        ]}
        chosen={language in LANGUAGES ? language : 'system'}
        onChoose={(chosen) => {
          preferences.change({ language: chosen });
        }}
      />
      {turn !== undefined && (
        <View style={{ padding: space(2), paddingTop: 0 }}>
          <Banner
            tone="waiting"
            text={t('settings.language.turns')}
            action={{
              label: t('settings.language.restart'),
              onPress: () => {
                // Where it cannot, the words still tell what to do.
                turn().catch(() => undefined);
              },
            }}
          />
        </View>
      )}
      <Divider />
      <ChoiceSetting<Preferences['theme']>
        label={t('settings.theme.label')}
        consequence={t(`settings.theme.detail.${theme}`)}
        choices={THEMES.map((key) => ({ key, label: t(`settings.theme.${key}`) }))}
        chosen={theme}
        onChoose={(chosen) => {
          preferences.change({ theme: chosen });
        }}
      />
    </SectionCard>
  );
}
