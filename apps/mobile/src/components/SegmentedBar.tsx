import { View } from 'react-native';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { STATE_COLORS, sharesOf, type Segment } from './segments.ts';

/** The same as `StatusRing`, in a line. */
export function SegmentedBar({ segments }: { readonly segments: readonly Segment[] }) {
  const colors = useColors();
  return (
    <View
      aria-hidden
      style={{
        flexDirection: 'row',
        gap: 3,
        height: space(1),
        borderRadius: space(0.5),
        overflow: 'hidden',
        backgroundColor: segments.some(({ count }) => count > 0) ? 'transparent' : colors.inset,
      }}
    >
      {sharesOf(segments, 0.02).map(({ state, share }) => (
        <View key={state} style={{ flex: share, backgroundColor: colors[STATE_COLORS[state]] }} />
      ))}
    </View>
  );
}
