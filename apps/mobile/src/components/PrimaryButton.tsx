import { Button } from 'react-native-paper';
import type { IconName } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { EMPHASIS, TYPE } from '../theme/type.ts';

/** The one thing to do on a screen; `isQuiet` for what may be done beside it. */
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
  return (
    <Button
      mode={isQuiet ? 'contained-tonal' : 'contained'}
      {...(icon !== undefined && { icon })}
      loading={isBusy}
      disabled={isDisabled || isBusy}
      onPress={onPress}
      style={{ borderRadius: space(3) }}
      contentStyle={{ minHeight: space(6), paddingHorizontal: 0 }}
      labelStyle={[TYPE.body, EMPHASIS, { marginHorizontal: space(2) }]}
    >
      {label}
    </Button>
  );
}
