import {
  BackupError,
  deviceAssetIdOf,
  type AssetVersion,
  type DeviceId,
  type UploadPart,
} from '@keepsake/engine';
import { FakeRemote } from '../../remote/fake-remote.ts';
import { NOBODY_STOPS } from '../net/wire-calls.ts';
import type { PhoneAsset, PhoneFile } from '../phone/phone-asset.ts';
import type { SimulatedWorld } from '../simulated-world.ts';
import type { ServerHappening } from './world-event.ts';

/** Lets it happen at the server, or between it and the device. */
export async function applyServerHappening(world: SimulatedWorld, happening: ServerHappening): Promise<void> {
  const { remote, faults } = world;
  switch (happening.kind) {
    case 'server-fails':
      faults.add(happening.target, happening.fault, happening.times);
      return;
    case 'server-dies-of': {
      const { assets } = world.phone;
      const asset = assets[happening.asset % assets.length];
      if (asset !== undefined) faults.dieOf(asset.id, happening.afterBytes, happening.forMs);
      return;
    }
    case 'server-heals':
      faults.clear();
      return;
    case 'quota': {
      const { account } = remote;
      const { spareBytes } = happening;
      account.quotaBytes = spareBytes === null ? undefined : account.usedBytes + spareBytes;
      return;
    }
    case 'server-disk':
      world.isDiskFull = happening.isFull;
      return;
    case 'login':
      remote.account.isRevoked = !happening.isGood;
      return;
    case 'uploads-expired':
      world.observe({ kind: 'uploads-expired' });
      remote.expireUploads();
      return;
    case 'server-loses': {
      const whole = remote.assets;
      const hidden = whole.flatMap((still) => remote.server.motionsOf(still));
      const assets = happening.part === 'motion' ? hidden : whole;
      const asset = assets[happening.asset % assets.length];
      if (asset === undefined) return;
      const motions = remote.server.motionsOf(asset);
      const { how } = happening;
      if (how === 'trashed') remote.trash(asset.id);
      else if (how === 'erased') remote.remove(asset.id);
      else remote.rot(asset.id);
      for (const lost of [asset, ...motions]) {
        world.observe({ kind: 'server-lost', checksum: lost.checksum, how });
      }
      return;
    }
    case 'server-put-back': {
      const ids = remote.assets.slice(-happening.lostCount).map(({ id }) => id);
      for (const { checksum } of remote.server.goBackBefore(ids))
        world.observe({ kind: 'server-lost', checksum, how: 'put-back' });
      world.observe({ kind: 'uploads-expired' });
      remote.expireUploads();
      return;
    }
    case 'other-device-uploads': {
      const assets = world.phone.assets.filter((asset) => asset.kind !== 'unsupported');
      const asset = assets[happening.asset % assets.length];
      if (asset !== undefined) await uploadElsewhere(world, asset);
    }
  }
}

/** Another device of the same person keeps the same photo, and sends it. */
async function uploadElsewhere({ remote }: SimulatedWorld, asset: PhoneAsset): Promise<void> {
  const other = new FakeRemote({ server: remote.server, userId: remote.account.userId });
  try {
    await other.upload(
      {
        deviceId: 'device-2' as DeviceId,
        deviceAssetId: deviceAssetIdOf(asset.id, '1' as AssetVersion),
        createdAtMs: asset.createdAtMs,
        modifiedAtMs: asset.original.modifiedAtMs,
        isFavorite: false,
        durationMs: undefined,
        original: partOf(asset.original),
        motion: asset.motion === undefined ? undefined : partOf(asset.motion),
      },
      { onBytesSent: () => undefined },
      NOBODY_STOPS,
    );
  } catch (error) {
    // That device has its own troubles: a quota, an empty file.
    if (!(error instanceof BackupError)) throw error;
  }
}

const partOf = ({ fileName, content }: PhoneFile): UploadPart => ({
  fileName,
  sizeBytes: content.bytes.length,
  checksum: content.checksum,
  async *read() {
    yield content.bytes;
  },
});
