import type { ReactNode } from 'react';
import { View, type ViewStyle } from 'react-native';
import { RADIUS, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { Heading } from './AppText.tsx';

/** A group of things that belong together, with its heading above. Rows within go from edge to edge. */
export function SectionCard({
  title,
  action,
  isPadded = false,
  style,
  children,
}: {
  readonly title?: string | undefined;
  /** One small thing to do, at the end of the heading's line. */
  readonly action?: ReactNode;
  readonly isPadded?: boolean;
  readonly style?: ViewStyle;
  readonly children: ReactNode;
}) {
  const colors = useColors();
  return (
    <View style={{ gap: space(1) }}>
      {title !== undefined && (
        <View
          style={{
            flexDirection: 'row',
            flexWrap: 'wrap',
            justifyContent: 'space-between',
            alignItems: 'center',
            alignContent: 'center',
            columnGap: space(2),
            minHeight: space(3),
            paddingHorizontal: space(0.5),
          }}
        >
          <Heading level={2}>{title}</Heading>
          <View style={{ marginVertical: -space(1.5) }}>{action}</View>
        </View>
      )}
      <View
        style={[
          {
            backgroundColor: colors.card,
            borderRadius: RADIUS,
            borderWidth: 1,
            borderColor: colors.line,
            overflow: 'hidden',
          },
          isPadded && { padding: space(2) },
          style,
        ]}
      >
        {children}
      </View>
    </View>
  );
}

/** The line between two rows of a card. */
export function Divider({ inset = 2 }: { readonly inset?: number }) {
  const colors = useColors();
  return <View style={{ height: 1, backgroundColor: colors.line, marginStart: space(inset) }} />;
}
