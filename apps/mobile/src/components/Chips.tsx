import { View } from 'react-native';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Touchable } from './Touchable.tsx';

/** A few ways to look at the same thing, side by side; one of them is chosen. */
export function Chips<Key extends string>({
  label,
  chips,
  chosen,
  onChoose,
}: {
  /** What is chosen by them, for whoever does not see it. */
  readonly label: string;
  readonly chips: readonly { readonly key: Key; readonly label: string }[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
}) {
  const colors = useColors();
  return (
    <View
      role="radiogroup"
      aria-label={label}
      style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space(1) }}
    >
      {chips.map((chip) => {
        const isChosen = chip.key === chosen;
        return (
          <Touchable
            key={chip.key}
            role="radio"
            aria-checked={isChosen}
            onPress={() => {
              onChoose(chip.key);
            }}
            style={{
              minHeight: TOUCH,
              justifyContent: 'center',
              paddingHorizontal: space(2),
              borderRadius: TOUCH / 2,
              borderWidth: 1,
              borderColor: isChosen ? colors.safeGround : colors.edge,
              backgroundColor: isChosen ? colors.safeGround : 'transparent',
            }}
          >
            <AppText size="small" isEmphasised={isChosen} color={isChosen ? 'onSafeGround' : 'text'}>
              {chip.label}
            </AppText>
          </Touchable>
        );
      })}
    </View>
  );
}
