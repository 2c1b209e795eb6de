import type { ReactNode } from 'react';
import { View } from 'react-native';
import { Circle, Svg } from 'react-native-svg';
import { useColors } from '../theme/use-app-theme.ts';
import { STATE_COLORS, sharesOf, type Segment } from './segments.ts';

/** The library as a ring: how much is safe, on its way, waiting, failed. The numbers stand beside it as links. */
export function StatusRing({
  segments,
  size,
  children,
}: {
  readonly segments: readonly Segment[];
  readonly size: number;
  /** In the middle. */
  readonly children: ReactNode;
}) {
  const colors = useColors();
  const stroke = size / 13;
  const radius = (size - stroke) / 2;
  const length = 2 * Math.PI * radius;
  // Ends are round: they reach half a stroke beyond the arc on either side.
  const roundGap = stroke * 1.3;
  const shares = sharesOf(segments, (roundGap * 1.15) / length);
  const gap = shares.length > 1 ? roundGap : 0;
  const arcs = shares.map((segment, index) => ({
    ...segment,
    from: shares.slice(0, index).reduce((sum, { share }) => sum + share, 0),
  }));
  return (
    <View style={{ width: size, height: size, alignItems: 'center', justifyContent: 'center' }} aria-hidden>
      <Svg width={size} height={size} style={{ position: 'absolute' }}>
        <Circle
          cx={size / 2}
          cy={size / 2}
          r={radius}
          stroke={colors.inset}
          strokeWidth={stroke}
          fill="none"
        />
        {arcs.map(({ state, share, from }) => (
          <Circle
            key={state}
            cx={size / 2}
            cy={size / 2}
            r={radius}
            stroke={colors[STATE_COLORS[state]]}
            strokeWidth={stroke}
            strokeLinecap="round"
            fill="none"
            strokeDasharray={`${Math.max(0.1, share * length - gap)} ${length}`}
            transform={`rotate(${from * 360 - 90 + (gap / 2 / length) * 360} ${size / 2} ${size / 2})`}
          />
        ))}
      </Svg>
      {children}
    </View>
  );
}
