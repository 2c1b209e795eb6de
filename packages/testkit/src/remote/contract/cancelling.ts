import { Cancelled, CancelSource, type DeviceAssetId, type DeviceId } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { announcementOf, bytesOf, partRead, requestOf } from '../photos-to-send.ts';
import {
  keeps,
  photo,
  send,
  silent,
  unknownChecksum,
  unknownId,
  unknownUpload,
  type RemoteWorld,
} from './remote-world.ts';

/** How work ends when it is told to. */
export function describeCancelling(openedWorld: () => RemoteWorld): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });

  describe('cancelling', () => {
    it('[U7] stops in the middle of an upload with the reason as it is, and leaves nothing', async () => {
      const source = new CancelSource();
      const reason = new Cancelled('enough');
      const whole = photo('cancelled.mov', 5_000_000);
      const request = requestOf(whole);
      const onBytesSent = (bytesSent: number): void => {
        if (bytesSent > 100_000) source.cancel(reason);
      };

      await expect(world.remote.upload(request, { onBytesSent }, source)).rejects.toBe(reason);
      expect(await keeps(world.remote, whole.checksum)).toEqual([false]);
      expect((await send(world.remote, request)).kind).toBe('created');
    });

    it('[U7] stops although the source never yields another byte', async () => {
      const source = new CancelSource();
      const reason = new Cancelled('enough');
      const stuck = partRead(photo('stuck.jpg'), async function* () {
        yield bytesOf('stuck.jpg', 100);
        source.cancel(reason);
        await new Promise(() => undefined);
      });

      await expect(world.remote.upload(requestOf(stuck), silent, source)).rejects.toBe(reason);
    });

    it('[U7] does not begin what was cancelled before', async () => {
      const source = new CancelSource();
      const reason = new Cancelled('never mind');
      source.cancel(reason);
      const { remote } = world;

      for (const call of [
        () => remote.describe(source),
        () => remote.findDeviceAssets('device' as DeviceId, ['1' as DeviceAssetId], source),
        () => remote.findChecksums([unknownChecksum], source),
        () => remote.verify([unknownChecksum], { isDeep: false }, source),
        () => remote.upload(requestOf(photo('never.jpg')), silent, source),
        () => remote.addToAlbum('Never', [unknownId], source),
        () => remote.resumable.create(announcementOf(photo('never.jpg')), source),
        () => remote.resumable.look(unknownUpload, source),
        () => remote.resumable.cancel(unknownUpload, source),
      ]) {
        await expect(call()).rejects.toBe(reason);
      }
      expect(await keeps(remote, photo('never.jpg').checksum)).toEqual([false]);
    });
  });
}
