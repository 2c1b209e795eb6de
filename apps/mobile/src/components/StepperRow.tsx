import { View } from 'react-native';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Touchable } from './Touchable.tsx';

/** A small number to make larger or smaller, and one line that says what it does. */
export function StepperRow({
  label,
  consequence,
  value,
  min,
  max,
  less,
  more,
  onChange,
}: {
  readonly label: string;
  readonly consequence: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What the two buttons are called. */
  readonly less: string;
  readonly more: string;
  readonly onChange: (value: number) => void;
}) {
  const formats = useFormats();
  return (
    <View
      style={{
        flexDirection: 'row',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: space(2),
        minHeight: TOUCH + space(2),
        paddingHorizontal: space(2),
        paddingVertical: space(1),
      }}
    >
      <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 180 }}>
        <AppText>{label}</AppText>
        <AppText size="small" color="quietText">
          {consequence}
        </AppText>
      </View>
      <View role="group" aria-label={label} style={{ flexDirection: 'row', alignItems: 'center' }}>
        <Step icon="minus" label={less} isDisabled={value <= min} onPress={() => onChange(value - 1)} />
        <AppText isEmphasised isCentered role="status" style={{ minWidth: space(4) }}>
          {formats.number(value)}
        </AppText>
        <Step icon="plus" label={more} isDisabled={value >= max} onPress={() => onChange(value + 1)} />
      </View>
    </View>
  );
}

function Step({
  icon,
  label,
  isDisabled,
  onPress,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}) {
  const colors = useColors();
  return (
    <Touchable
      role="button"
      aria-label={label}
      aria-disabled={isDisabled}
      disabled={isDisabled}
      onPress={onPress}
      style={{
        width: TOUCH,
        height: TOUCH,
        borderRadius: TOUCH / 2,
        borderWidth: 1,
        borderColor: isDisabled ? colors.line : colors.edge,
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      <AppIcon name={icon} color={isDisabled ? colors.edge : colors.text} size={20} />
    </Touchable>
  );
}
