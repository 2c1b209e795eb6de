import { LOW_BELOW } from './layout.ts';
import { useRoom } from './letters.ts';

/** Whether there is too little height for much to stay beside a list; larger letters need more. */
export function useIsLow(): boolean {
  const { height, fontScale } = useRoom();
  return height / fontScale < LOW_BELOW;
}
