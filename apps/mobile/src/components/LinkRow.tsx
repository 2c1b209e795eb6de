import type { Href } from 'expo-router';
import { View } from 'react-native';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { TouchableLink } from './Touchable.tsx';

/** One line of a card that leads to another screen, with what is to be known before. */
export function LinkRow({
  icon,
  title,
  detail,
  href,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly href: Href;
}) {
  const colors = useColors();
  return (
    <TouchableLink
      href={href}
      style={{
        flexDirection: 'row',
        alignItems: 'center',
        gap: space(2),
        minHeight: TOUCH + space(1),
        paddingHorizontal: space(2),
        paddingVertical: space(1),
      }}
    >
      <AppIcon name={icon} color={colors.quietText} />
      <View style={{ flex: 1 }}>
        <AppText>{title}</AppText>
        {detail !== undefined && (
          <AppText size="small" color="quietText">
            {detail}
          </AppText>
        )}
      </View>
      <AppIcon name="chevron-right" color={colors.quietText} size={20} />
    </TouchableLink>
  );
}
