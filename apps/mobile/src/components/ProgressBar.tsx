import { View } from 'react-native';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';

/** How far something is, of 0 to 1; `label` is read out with the per cent. Undefined: begun, and nobody knows how far. */
export function ProgressBar({
  share,
  label,
  isFull = false,
}: {
  readonly share: number | undefined;
  readonly label: string;
  /** What fills up rather than goes on, and is full: drawn as needing the person. */
  readonly isFull?: boolean;
}) {
  const colors = useColors();
  const known = Math.min(1, Math.max(0, share ?? 0));
  return (
    <View
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share !== undefined && { 'aria-valuenow': Math.floor(known * 100) })}
      style={{
        height: space(1),
        borderRadius: space(0.5),
        backgroundColor: colors.inset,
        overflow: 'hidden',
      }}
    >
      <View
        style={{
          height: '100%',
          width: `${known * 100}%`,
          borderRadius: space(0.5),
          backgroundColor: isFull ? colors.needsYou : colors.safe,
        }}
      />
    </View>
  );
}
