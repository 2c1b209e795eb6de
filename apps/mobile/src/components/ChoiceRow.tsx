import type { ReactNode } from 'react';
import { View } from 'react-native';
import { AppIcon } from '../icons/AppIcon.tsx';
import { space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { ROW, RowWords } from './row.tsx';
import { Touchable } from './Touchable.tsx';

/** One of several to choose from: of `radio` exactly one, of `checkbox` as many as one likes. The whole row can be touched. */
export function ChoiceRow({
  role,
  label,
  detail,
  isChosen,
  isDisabled = false,
  picture,
  onPress,
}: {
  readonly role: 'radio' | 'checkbox';
  readonly label: string;
  readonly detail?: string | undefined;
  readonly isChosen: boolean;
  readonly isDisabled?: boolean;
  /** Between the mark and the words. */
  readonly picture?: ReactNode;
  readonly onPress: () => void;
}) {
  return (
    <Touchable
      role={role}
      aria-checked={isChosen}
      aria-disabled={isDisabled}
      disabled={isDisabled}
      aria-label={detail === undefined ? label : `${label}. ${detail}`}
      onPress={onPress}
      style={{ ...ROW, borderRadius: space(1.5), ...(isDisabled && { opacity: 0.5 }) }}
    >
      <Mark isRound={role === 'radio'} isChosen={isChosen} />
      {picture}
      <RowWords title={label} detail={detail} />
    </Touchable>
  );
}

/** The picture of being chosen or not; what it is in is touched and read out. */
export function Mark({ isRound, isChosen }: { readonly isRound: boolean; readonly isChosen: boolean }) {
  const colors = useColors();
  return (
    <View
      aria-hidden
      style={{
        width: 24,
        height: 24,
        borderRadius: isRound ? 12 : 7,
        borderWidth: 2,
        borderColor: isChosen ? colors.safe : colors.edge,
        backgroundColor: isChosen && !isRound ? colors.safe : 'transparent',
        alignItems: 'center',
        justifyContent: 'center',
      }}
    >
      {isChosen &&
        (isRound ? (
          <View style={{ width: 12, height: 12, borderRadius: 6, backgroundColor: colors.safe }} />
        ) : (
          <AppIcon name="check-bold" color={colors.onSafe} size={16} />
        ))}
    </View>
  );
}
