import type { AssetId, DeviceAssetId, UploadObserver } from '@keepsake/engine';
import type { Life } from '../life.ts';

/** Which asset a name on the wire speaks of; the rest of it is the version. */
export function assetIdOf(name: DeviceAssetId): AssetId {
  const at = name.indexOf('@');
  return (at < 0 ? name : name.slice(0, at)) as AssetId;
}

/** The observer of a process, which hears nothing more when it is dead. */
export function whileAlive(observer: UploadObserver, life: Life): UploadObserver {
  return {
    onBytesSent(bytesSent) {
      life.whenAwake(() => {
        observer.onBytesSent(bytesSent);
      });
    },
  };
}
