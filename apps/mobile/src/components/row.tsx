import { View, type ViewStyle } from 'react-native';
import { TOUCH, space } from '../theme/layout.ts';
import { AppText } from './AppText.tsx';

/** The shape of a line of a card, from edge to edge: what stands before the words, the words, what stands after them. */
export const ROW: ViewStyle = {
  flexDirection: 'row',
  alignItems: 'center',
  gap: space(2),
  minHeight: TOUCH + space(1),
  paddingHorizontal: space(2),
  paddingVertical: space(1),
};

/** The words of a line, and below them what more is to be known. */
export function RowWords({
  title,
  detail,
}: {
  readonly title: string;
  readonly detail?: string | undefined;
}) {
  return (
    <View style={{ flex: 1 }}>
      <AppText isFollowed={detail !== undefined}>{title}</AppText>
      {detail !== undefined && (
        <AppText size="small" color="quietText">
          {detail}
        </AppText>
      )}
    </View>
  );
}
