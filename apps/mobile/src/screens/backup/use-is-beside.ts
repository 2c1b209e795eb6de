import { useWindowDimensions } from 'react-native';

/** From this width of the window the words beside the ring have lines of some length. */
const BESIDE_FROM = 1160;

/** Whether the words of the status stand beside its ring, and not below it. */
export function useIsBeside(): boolean {
  return useWindowDimensions().width >= BESIDE_FROM;
}
