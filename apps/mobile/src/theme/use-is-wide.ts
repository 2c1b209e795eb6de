import { useWindowDimensions } from 'react-native';
import { WIDE_FROM } from './layout.ts';

/** Whether there is room for two columns and a rail. */
export function useIsWide(): boolean {
  return useWindowDimensions().width >= WIDE_FROM;
}
