import { View } from 'react-native';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { useColors } from '../theme/use-app-theme.ts';

/** The picture of a choice; what is touched and read out is the row around it. `out`: chosen to be left out. */
export function CheckMark({
  isOn,
  meaning = 'in',
}: {
  readonly isOn: boolean;
  readonly meaning?: 'in' | 'out';
}) {
  const colors = useColors();
  const ground = meaning === 'in' ? colors.safe : colors.needsYou;
  const icon: IconName = meaning === 'in' ? 'check-bold' : 'minus';
  return (
    <View
      aria-hidden
      style={{
        width: 26,
        height: 26,
        borderRadius: 13,
        borderWidth: 2,
        borderColor: isOn ? ground : colors.edge,
        backgroundColor: isOn ? ground : colors.card,
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      {isOn && <AppIcon name={icon} color={meaning === 'in' ? colors.onSafe : colors.onNeedsYou} size={16} />}
    </View>
  );
}
