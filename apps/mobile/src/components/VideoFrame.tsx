import type { AssetId } from '@keepsake/engine';
import type { ReactNode } from 'react';
import { Image } from 'react-native';
import { useFrame } from '../controller/use-frame.ts';

/** A frame of a video that has no picture; until it is drawn, and where none can be, what stands in for it. */
export function VideoFrame({
  id,
  edge,
  standIn,
  over,
}: {
  readonly id: AssetId;
  /** Width and height on the screen. */
  readonly edge: number;
  readonly standIn: ReactNode;
  /** Drawn over the frame, and not over what stands in for it. */
  readonly over?: ReactNode;
}) {
  const frame = useFrame(id);
  if (frame === undefined) return standIn;
  return (
    <>
      <Image source={frame} alt="" resizeMode="cover" style={{ width: edge, height: edge }} />
      {over}
    </>
  );
}
