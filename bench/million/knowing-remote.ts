import type {
  DeviceAssetId,
  DeviceId,
  RemoteAssetId,
  RemoteMatch,
  RemoteProofs,
  Checksum,
} from '@keepsake/engine';
import { FakeRemote } from '@keepsake/testkit';

/** A server that has everything it is asked for, whatever that is. */
export class KnowingRemote extends FakeRemote {
  override async findDeviceAssets(
    _deviceId: DeviceId,
    ids: readonly DeviceAssetId[],
  ): Promise<ReadonlyMap<DeviceAssetId, RemoteMatch>> {
    return new Map(
      ids.map((id, index) => [
        id,
        {
          remoteId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as RemoteAssetId,
          checksum: id.replaceAll(/\D/g, '').slice(0, 40).padStart(40, '0') as Checksum,
          motionChecksum: null,
          isMotionPart: false,
          isTrashed: false,
        },
      ]),
    );
  }

  override async verify(checksums: readonly Checksum[]): Promise<RemoteProofs> {
    const proof = { remoteId: 'r' as RemoteAssetId, isSound: true, rereadAtMs: undefined };
    return {
      kept: new Map(checksums.map((checksum) => [checksum, proof])),
      untracedSinceMs: new Map(),
      mark: undefined,
      hasGoneBack: false,
    };
  }
}
