import { View, type DimensionValue } from 'react-native';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';

/** Where something will be that is not known yet: it has the room already, so that nothing jumps. */
export function Skeleton({
  width = '100%',
  height,
  radius = space(1),
}: {
  readonly width?: DimensionValue;
  readonly height: number;
  readonly radius?: number;
}) {
  const colors = useColors();
  return <View aria-hidden style={{ width, height, borderRadius: radius, backgroundColor: colors.inset }} />;
}
