import { FlatList, type FlatListProps } from 'react-native';
import { space } from '../theme/layout.ts';
import { STEADY, scrollbarWidth } from '../theme/scrollbar';

const BESIDE = space(1);

/** A virtual list that fills the room of a screen. Its rows are as wide as what is above them: a scrollbar stands beside them. */
export function RoomList<Item>({ contentContainerStyle, ...props }: FlatListProps<Item>) {
  const barPx = scrollbarWidth();
  return (
    <FlatList
      {...props}
      style={[{ flex: 1 }, barPx > 0 && [STEADY, { marginEnd: -(BESIDE + barPx) }]]}
      contentContainerStyle={[contentContainerStyle, barPx > 0 && { paddingEnd: BESIDE }]}
    />
  );
}
