import { View } from 'react-native';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { letters } from '../theme/letters.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';

/** From this edge on there is room for a word. */
const WORD_FROM = 72;

/** Stands where a picture cannot be shown, and says what it is of: an icon, and its kind of file where there is room. */
export function StandIn({
  icon,
  kind,
  edge,
}: {
  readonly icon: IconName;
  readonly kind?: string | undefined;
  readonly edge: number;
}) {
  const colors = useColors();
  return (
    <View aria-hidden testID={`stand-in ${icon}`} style={{ alignItems: 'center', gap: 2 }}>
      <AppIcon
        name={icon}
        color={colors.quietText}
        size={Math.max(20, Math.min(40, Math.round(edge * 0.34)))}
      />
      {kind !== undefined && edge >= WORD_FROM && (
        <AppText size="small" color="quietText" isEmphasised style={letters(12, 16)}>
          {kind}
        </AppText>
      )}
    </View>
  );
}
