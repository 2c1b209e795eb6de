import { Pressable } from 'react-native';
import { AppIcon, type IconName } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Spinner } from './Spinner.tsx';

/** The one thing to do on a screen; `isQuiet` for what may be done beside it. A long label takes a second line. */
export function PrimaryButton({
  label,
  icon,
  isQuiet = false,
  isBusy = false,
  isDisabled = false,
  onPress,
}: {
  readonly label: string;
  readonly icon?: IconName;
  readonly isQuiet?: boolean;
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}) {
  const colors = useColors();
  const isOff = isDisabled || isBusy;
  const ground = isOff ? 'inset' : isQuiet ? 'safeGround' : 'safe';
  const ink = isOff ? 'quietText' : isQuiet ? 'onSafeGround' : 'onSafe';
  return (
    <Pressable
      role="button"
      aria-label={label}
      aria-disabled={isOff}
      aria-busy={isBusy}
      disabled={isOff}
      onPress={onPress}
      style={({ pressed, hovered }: { pressed: boolean; hovered?: boolean }) => ({
        flexDirection: 'row',
        alignItems: 'center',
        justifyContent: 'center',
        gap: space(1),
        minHeight: space(6),
        maxWidth: '100%',
        paddingHorizontal: space(2.5),
        paddingVertical: space(1),
        borderRadius: space(3),
        backgroundColor: colors[ground],
        opacity: pressed ? 0.7 : hovered === true ? 0.9 : 1,
      })}
    >
      {isBusy ? (
        <Spinner color={colors[ink]} />
      ) : (
        icon !== undefined && <AppIcon name={icon} color={colors[ink]} size={20} />
      )}
      <AppText isEmphasised isCentered color={ink} numberOfLines={2} style={{ flexShrink: 1 }}>
        {label}
      </AppText>
    </Pressable>
  );
}
