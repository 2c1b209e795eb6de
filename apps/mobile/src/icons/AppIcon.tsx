import { Svg, Path } from 'react-native-svg';
import { useIsRtl } from '../i18n/LanguageProvider.tsx';
import { ICON_PATHS } from './icon-paths.ts';

export type IconName = keyof typeof ICON_PATHS;

/** What points along the line of reading, and so the other way in a language that is read from the right. */
const TURNED: ReadonlySet<IconName> = new Set(['arrow-left', 'arrow-right', 'chevron-left', 'chevron-right']);

/** A picture beside words, which say what it says: hidden from whoever cannot see it. */
export function AppIcon({
  name,
  color,
  size = 24,
}: {
  readonly name: IconName;
  readonly color: string;
  readonly size?: number;
}) {
  const isTurned = useIsRtl() && TURNED.has(name);
  return (
    <Svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden
      style={isTurned ? { transform: [{ scaleX: -1 }] } : undefined}
    >
      <Path d={ICON_PATHS[name]} fill={color} />
    </Svg>
  );
}
