import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';

const PROMISES = [
  { key: 'own', icon: 'server' },
  { key: 'proof', icon: 'shield-check-outline' },
  { key: 'untouched', icon: 'image-outline' },
] as const;

/** What a person may expect, before they are asked for anything more. */
export function Promises() {
  const { t } = useTranslation();
  const colors = useColors();
  return (
    <View role="list" style={{ gap: space(2), paddingHorizontal: space(1) }}>
      {PROMISES.map(({ key, icon }) => (
        <View key={key} role="listitem" style={{ flexDirection: 'row', gap: space(2), alignItems: 'center' }}>
          <AppIcon name={icon} color={colors.safe} />
          <AppText size="small" color="quietText" style={{ flex: 1 }}>
            {t(`welcome.promise.${key}`)}
          </AppText>
        </View>
      ))}
    </View>
  );
}
