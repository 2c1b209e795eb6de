import type { DeviceAssetId, DeviceId } from '@keepsake/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcementOf, bytesOf, chunkOf, requestOf } from '../photos-to-send.ts';
import { describeAlbums } from './albums.ts';
import { describeCancelling } from './cancelling.ts';
import { describeFinding } from './finding.ts';
import { describeLivePhotos } from './live-photos.ts';
import { describeOriginals } from './originals.ts';
import { describeRefusals } from './refusals.ts';
import {
  ALL_TRAITS,
  codeOf,
  live,
  photo,
  send,
  silent,
  unknownChecksum,
  unknownId,
  unknownUpload,
  type RemoteTraits,
  type RemoteWorld,
} from './remote-world.ts';
import { describeResumableAppends } from './resumable-appends.ts';
import { describeResumableBeginnings } from './resumable-beginnings.ts';
import { describeUploads } from './uploads.ts';
import { describeVerifying } from './verifying.ts';

/**
 * What every `Remote` does, as far as its server can. The world is opened once; each test brings photos of its own.
 */
export function describeRemoteContract(
  name: string,
  openWorld: () => Promise<RemoteWorld>,
  traits: RemoteTraits = ALL_TRAITS,
): void {
  describe(`${name} keeps the contract of Remote`, () => {
    let world: RemoteWorld;
    const opened = (): RemoteWorld => world;
    beforeAll(async () => {
      world = await openWorld();
    });
    afterAll(async () => {
      await world.close();
    });

    describe('describe', () => {
      it('[T2] tells who is signed in and how much they keep', async () => {
        const before = await world.limited.describe(live());
        await send(world.limited, requestOf(photo('described.jpg', 1234)));
        const after = await world.limited.describe(live());

        expect(before.userId).not.toBe('');
        expect(before.userId).not.toBe((await world.remote.describe(live())).userId);
        expect(after.storage).toEqual({
          usedBytes: before.storage.usedBytes + 1234,
          quotaBytes: world.limitedQuotaBytes,
        });
      });

      it('[T2] knows no quota where there is none', async () => {
        expect((await world.remote.describe(live())).storage.quotaBytes).toBeUndefined();
      });

      it('[U4] tells what the server can do', async () => {
        const { can } = await world.remote.describe(live());
        const { deviceNames, deepVerify } = traits;
        expect(can).toMatchObject({ deviceNames, deepVerify });
        expect(can.resumable !== undefined).toBe(traits.resumable);
        expect(can.resumable?.maxAppendBytes ?? 1).toBeGreaterThan(0);
      });
    });

    describeUploads(opened, traits);
    describeLivePhotos(opened, traits);
    describeRefusals(opened, traits);
    describeCancelling(opened);
    if (traits.resumable) {
      describeResumableBeginnings(opened);
      describeResumableAppends(opened);
    } else {
      it('[U4] refuses to begin what it could not go on with', async () => {
        const announcement = announcementOf(photo('whole-only.mov'));
        expect(await codeOf(world.remote.resumable.create(announcement, live()))).toBe('rejected');
      });
    }
    describeFinding(opened, traits);
    describeVerifying(opened, traits);
    describeAlbums(opened);
    describeOriginals(opened, traits);

    describe('without a good login', () => {
      it('[E1] every question is unauthorized', async () => {
        const { signedOut } = world;
        const announcement = announcementOf(photo('stranger.mov'));
        const chunk = chunkOf(unknownUpload, bytesOf('stranger.mov', 10), 0);
        const names = () => signedOut.findDeviceAssets('device' as DeviceId, ['1' as DeviceAssetId], live());
        const create = () => signedOut.resumable.create(announcement, live());
        const look = () => signedOut.resumable.look(unknownUpload, live());
        const append = () => signedOut.resumable.append(chunk, silent, live());
        const cancel = () => signedOut.resumable.cancel(unknownUpload, live());

        for (const call of [
          () => signedOut.describe(live()),
          () => signedOut.findChecksums([unknownChecksum], live()),
          () => signedOut.verify([unknownChecksum], { isDeep: false }, live()),
          () => send(signedOut, requestOf(photo('stranger.jpg'))),
          () => signedOut.addToAlbum('Holiday', [unknownId], live()),
          ...(traits.deviceNames ? [names] : []),
          ...(traits.resumable ? [create, look, append, cancel] : []),
        ]) {
          expect(await codeOf(call())).toBe('unauthorized');
        }
      });
    });
  });
}
