import { useWindowDimensions } from 'react-native';
import { space } from '../../theme/layout.ts';

/**
 * How high the words below the ring are at least: as what is said in the course of a backup, in the language that takes the
 * most lines for it. So nothing below moves; what needs the person may be longer.
 */
export function useRoomOfWords(): number {
  const { width } = useWindowDimensions();
  return space(width < 390 ? 21.5 : width < 430 ? 18.5 : 15);
}
