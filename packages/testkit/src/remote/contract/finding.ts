import type { DeviceAssetId, DeviceId } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha1Of } from '../fake-photo-server.ts';
import { requestOf } from '../photos-to-send.ts';
import {
  keeps,
  live,
  photo,
  send,
  unknownChecksum,
  type RemoteTraits,
  type RemoteWorld,
} from './remote-world.ts';

/** What is known to be there. */
export function describeFinding(openedWorld: () => RemoteWorld, traits: RemoteTraits): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });

  describe('finding', () => {
    if (traits.deviceNames) {
      it('[D4] knows the names that this device uploaded, of this device and this person alone', async () => {
        const request = requestOf(photo('named.jpg'));
        const ids = [request.deviceAssetId, 'never uploaded' as DeviceAssetId];
        const { remoteId } = await send(world.remote, request);

        const found = await world.remote.findDeviceAssets(request.deviceId, ids, live());
        const onAnotherDevice = await world.remote.findDeviceAssets(
          'another device' as DeviceId,
          ids,
          live(),
        );
        const ofAnotherPerson = await world.limited.findDeviceAssets(request.deviceId, ids, live());

        expect([...found.keys()]).toEqual([request.deviceAssetId]);
        const match = found.get(request.deviceAssetId);
        expect([remoteId, undefined]).toContain(match?.remoteId);
        expect([request.original.checksum, undefined]).toContain(match?.checksum);
        expect(onAnotherDevice).toEqual(new Map());
        expect(ofAnotherPerson).toEqual(new Map());
      });
    } else {
      it('[D4] finds nothing by name', async () => {
        const request = requestOf(photo('named.jpg'));
        await send(world.remote, request);
        const names = [request.deviceAssetId];
        expect(await world.remote.findDeviceAssets(request.deviceId, names, live())).toEqual(new Map());
      });
    }

    if (traits.namesDuplicates) {
      it('[D4] knows the name of a duplicate too', async () => {
        // A video: of a still, a server that is told the checksum first cannot know whether a motion part follows.
        await send(world.remote, requestOf(photo('twice-named.mp4')));
        const second = requestOf(photo('twice-named.mp4'), {
          deviceId: 'second device' as DeviceId,
          deviceAssetId: 'second name' as DeviceAssetId,
        });
        await send(world.remote, second);

        const found = await world.remote.findDeviceAssets(second.deviceId, [second.deviceAssetId], live());
        expect([...found.keys()]).toEqual([second.deviceAssetId]);
      });
    }

    it('[D5] knows the bytes that this person keeps, from whatever device, and no one else’s', async () => {
      const request = requestOf(photo('known.jpg'), { deviceId: 'an older phone' as DeviceId });
      const { checksum } = request.original;
      const { remoteId } = await send(world.remote, request);

      const found = await world.remote.findChecksums([unknownChecksum, checksum], live());

      expect([...found]).toMatchObject([[checksum, { remoteId, checksum, isTrashed: false }]]);
      expect(await keeps(world.limited, checksum)).toEqual([false]);
    });

    it('[D4] [D5] answers an empty question with nothing', async () => {
      expect(await world.remote.findDeviceAssets('device' as DeviceId, [], live())).toEqual(new Map());
      expect(await world.remote.findChecksums([], live())).toEqual(new Map());
    });

    it('[D4] [D5] answers 5,000 at once', async () => {
      const request = requestOf(photo('among-many.jpg'));
      await send(world.remote, request);
      const strangers = Array.from({ length: 4999 }, (_, index) => `stranger ${index}`);

      const names = await world.remote.findDeviceAssets(
        request.deviceId,
        [...(strangers as DeviceAssetId[]), request.deviceAssetId],
        live(),
      );
      const checksums = await world.remote.findChecksums(
        [...strangers.map((text) => sha1Of(Buffer.from(text))), request.original.checksum],
        live(),
      );

      expect([...names.keys()]).toEqual(traits.deviceNames ? [request.deviceAssetId] : []);
      expect([...checksums.keys()]).toEqual([request.original.checksum]);
    });
  });
}
