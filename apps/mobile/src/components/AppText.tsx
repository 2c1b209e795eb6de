import type { ReactNode } from 'react';
import { Platform, Text, type TextProps, type TextStyle } from 'react-native';
import { useIsRtl } from '../i18n/LanguageProvider.tsx';
import type { Colors } from '../theme/colors.ts';
import { EMPHASIS, TYPE, type TypeSize } from '../theme/type.ts';
import { useColors } from '../theme/use-app-theme.ts';

export interface AppTextProps extends TextProps {
  readonly size?: TypeSize;
  readonly color?: keyof Colors;
  readonly isEmphasised?: boolean;
  readonly isCentered?: boolean;
  /** Other words follow that are no part of it: a space that takes no room parts them for who reads them by program. */
  readonly isFollowed?: boolean;
  readonly children: ReactNode;
}

/** All words of the app: one of three sizes, plain or emphasised. */
export function AppText({
  size = 'body',
  color = 'text',
  isEmphasised = false,
  isCentered = false,
  isFollowed = false,
  style,
  children,
  ...rest
}: AppTextProps) {
  const colors = useColors();
  // A browser lays each text out by its own letters: a name in Latin ones among Arabic words would stand on the other side.
  const start = useIsRtl() ? 'right' : 'left';
  return (
    <Text
      {...rest}
      style={[
        TYPE[size],
        { color: colors[color] },
        isEmphasised && EMPHASIS,
        hasWordHyphen(children) && OWN_FIGURES,
        Platform.OS === 'web' && { textAlign: start },
        isCentered && { textAlign: 'center' },
        style,
      ]}
    >
      {children}
      {isFollowed && <Text style={NO_ROOM}>{'\u00a0'}</Text>}
    </Text>
  );
}

/** The smallest letters that Android takes; a plain space would hang over the edge, and count as hidden. */
const NO_ROOM: TextStyle = { fontSize: 1, lineHeight: 1 };

const OWN_FIGURES: TextStyle = { fontVariant: [] };

/** Inter's figures of one width come with a hyphen as wide as they are: "Wi-Fi" would fall apart. */
function hasWordHyphen(children: ReactNode): boolean {
  return typeof children === 'string' && /\p{L}-|-\p{L}/u.test(children);
}

/** What a screen or a part of it is called; read out as a heading. */
export function Heading({ level, style, ...props }: AppTextProps & { readonly level: 1 | 2 }) {
  return (
    <AppText
      size={level === 1 ? 'large' : 'small'}
      isEmphasised
      {...(level === 2 && { color: 'quietText' })}
      {...props}
      // A word that is longer than the line is broken.
      style={[{ minWidth: 0 }, style]}
      role="heading"
      aria-level={level}
    />
  );
}
