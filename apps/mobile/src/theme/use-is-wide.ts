import { WIDE_FROM } from './layout.ts';
import { useRoom } from './letters.ts';

/** Whether there is room for two columns and a rail; larger letters need more. */
export function useIsWide(): boolean {
  const { width, fontScale } = useRoom();
  return width / fontScale >= WIDE_FROM;
}
