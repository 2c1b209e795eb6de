import { View } from 'react-native';
import { AppIcon } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { ROW } from './row.tsx';
import { Touchable } from './Touchable.tsx';

/** A setting with one of several values, and one line that says what it does as it stands; touching it offers the others. */
export function ValueRow({
  label,
  value,
  consequence,
  onPress,
}: {
  readonly label: string;
  readonly value: string;
  readonly consequence?: string | undefined;
  readonly onPress: () => void;
}) {
  const colors = useColors();
  return (
    <Touchable
      role="button"
      aria-label={[label, value, consequence].filter((words) => words !== undefined).join('. ')}
      onPress={onPress}
      style={{ ...ROW, minHeight: TOUCH + space(2) }}
    >
      <View style={{ flex: 1 }}>
        <View
          style={{
            flexDirection: 'row',
            flexWrap: 'wrap',
            columnGap: space(2),
            justifyContent: 'space-between',
          }}
        >
          <AppText isFollowed>{label}</AppText>
          <AppText isFollowed color="safe" isEmphasised>
            {value}
          </AppText>
        </View>
        {consequence !== undefined && (
          <AppText size="small" color="quietText">
            {consequence}
          </AppText>
        )}
      </View>
      <AppIcon name="chevron-down" color={colors.quietText} size={20} />
    </Touchable>
  );
}
