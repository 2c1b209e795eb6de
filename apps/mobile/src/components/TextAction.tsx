import type { Href } from 'expo-router';
import type { ViewStyle } from 'react-native';
import type { Colors } from '../theme/colors.ts';
import { TOUCH, space } from '../theme/layout.ts';
import type { TypeSize } from '../theme/type.ts';
import { AppText } from './AppText.tsx';
import { Touchable, TouchableLink } from './Touchable.tsx';

/** Something to do, or somewhere to go. */
export type Action =
  { readonly label: string; readonly onPress: () => void } | { readonly label: string; readonly href: Href };

const STYLE: ViewStyle = {
  minHeight: TOUCH,
  justifyContent: 'center',
  paddingHorizontal: space(1),
  marginHorizontal: -space(1),
  borderRadius: space(1),
};

/** A word that can be touched, at the end of a line. */
export function TextAction({
  color = 'safe',
  size = 'body',
  spoken,
  isDisabled = false,
  ...action
}: Action & {
  readonly color?: keyof Colors;
  readonly size?: TypeSize;
  /** What is read out instead of the word: it says of what, where many stand below each other. */
  readonly spoken?: string;
  readonly isDisabled?: boolean;
}) {
  const words = (
    <AppText size={size} color={color} isEmphasised>
      {action.label}
    </AppText>
  );
  return 'href' in action ? (
    <TouchableLink href={action.href} label={spoken} style={STYLE}>
      {words}
    </TouchableLink>
  ) : (
    <Touchable
      role="button"
      aria-label={spoken}
      aria-disabled={isDisabled}
      disabled={isDisabled}
      onPress={action.onPress}
      style={{ ...STYLE, ...(isDisabled && { opacity: 0.5 }) }}
    >
      {words}
    </Touchable>
  );
}
