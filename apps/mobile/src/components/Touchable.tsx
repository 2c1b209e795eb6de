import { Link, type Href } from 'expo-router';
import type { ReactNode } from 'react';
import { Platform, Pressable, type PressableProps, type ViewStyle } from 'react-native';
import { useColors } from '../theme/use-app-theme.ts';

interface TouchableProps extends Omit<PressableProps, 'style' | 'children'> {
  readonly style?: ViewStyle | undefined;
  readonly children: ReactNode;
}

/** React Native for the web has Space press buttons alone; in a browser it presses these, too. */
const CHOSEN_BY_SPACE: ReadonlySet<PressableProps['role']> = new Set([
  'switch',
  'checkbox',
  'radio',
  'tab',
] as const);

function pressBySpace(event: {
  readonly key: string;
  readonly repeat: boolean;
  readonly currentTarget: { click(): void };
  preventDefault(): void;
}): void {
  if (event.key !== ' ') return;
  // The window would be scrolled.
  event.preventDefault();
  if (!event.repeat) event.currentTarget.click();
}

/** Something that can be touched, clicked or reached by the keyboard, and answers at once. */
export function Touchable({ style, children, ...rest }: TouchableProps) {
  const colors = useColors();
  return (
    <Pressable
      {...rest}
      {...(Platform.OS === 'web' && CHOSEN_BY_SPACE.has(rest.role) && { onKeyDownCapture: pressBySpace })}
      style={({ pressed, hovered }: { pressed: boolean; hovered?: boolean }) => [
        style,
        hovered === true && { backgroundColor: colors.inset },
        pressed && { opacity: 0.6 },
      ]}
    >
      {children}
    </Pressable>
  );
}

/** The same, leading to another screen; on the web a real link. */
export function TouchableLink({
  href,
  label,
  style,
  children,
}: {
  readonly href: Href;
  /** What is read out instead of the words within. */
  readonly label?: string | undefined;
  readonly style?: ViewStyle | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Link href={href} asChild>
      <Touchable role="link" aria-label={label} style={style}>
        {children}
      </Touchable>
    </Link>
  );
}
