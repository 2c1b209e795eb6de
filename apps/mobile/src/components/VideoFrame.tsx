import { CancelSource, type AssetId } from '@keepsake/engine';
import { useEffect, useState, type ReactNode } from 'react';
import { Image } from 'react-native';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import type { PictureSource } from '../controller/photo-index.ts';

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
  const { photos } = useAppPorts();
  const [frame, setFrame] = useState<PictureSource>();
  useEffect(() => {
    const leaving = new CancelSource();
    photos.frameOf(id, leaving).then(
      (drawn) => {
        if (!leaving.aborted) setFrame(drawn);
      },
      () => undefined,
    );
    return () => leaving.cancel();
  }, [photos, id]);
  if (frame === undefined) return standIn;
  return (
    <>
      <Image source={frame} alt="" resizeMode="cover" style={{ width: edge, height: edge }} />
      {over}
    </>
  );
}
