import { View } from 'react-native';
import { TOUCH, space } from '../theme/layout.ts';
import { ROW, RowWords } from './row.tsx';
import { Toggle } from './Toggle.tsx';
import { Touchable } from './Touchable.tsx';

/** A switch with its name, and one line that says what it does as it stands. The whole row can be touched. */
export function SettingRow({
  label,
  consequence,
  isOn,
  isDisabled = false,
  onChange,
}: {
  readonly label: string;
  readonly consequence: string;
  /** Undefined: not known yet; the row is there and waits. */
  readonly isOn: boolean | undefined;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const isFixed = isDisabled || isOn === undefined;
  return (
    <Touchable
      role="switch"
      aria-checked={isOn ?? false}
      aria-label={`${label}. ${consequence}`}
      aria-disabled={isFixed}
      disabled={isFixed}
      onPress={() => {
        onChange(isOn !== true);
      }}
      style={{ ...ROW, minHeight: TOUCH + space(2) }}
    >
      <View style={{ flex: 1, opacity: isDisabled ? 0.5 : 1 }}>
        <RowWords title={label} detail={consequence} />
      </View>
      <View aria-hidden>
        <Toggle isOn={isOn ?? false} isDisabled={isFixed} />
      </View>
    </Touchable>
  );
}
