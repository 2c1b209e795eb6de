import { CancelSource, type AssetId } from '@keepsake/engine';
import { useEffect, useState } from 'react';
import { useAppPorts } from './AppPortsContext.tsx';
import type { PictureSource } from './photo-index.ts';

/** A frame of a video, once it is drawn; it is waited for as long as somebody shows it. */
export function useFrame(id: AssetId): PictureSource | undefined {
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
  return frame;
}
