import { BackupError } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, partOf, partRead, requestOf } from '../photos-to-send.ts';
import {
  codeOf,
  keeps,
  live,
  photo,
  send,
  unknownChecksum,
  type RemoteTraits,
  type RemoteWorld,
} from './remote-world.ts';

/** Both parts of a Live Photo, or neither. */
export function describeLivePhotos(openedWorld: () => RemoteWorld, traits: RemoteTraits): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });

  describe('a Live Photo', () => {
    it('[U2] keeps both parts of a Live Photo', async () => {
      const still = photo('live.heic');
      const motion = photo('live.mov', 30_000);

      const created = await send(world.remote, requestOf(still, { motion, durationMs: 2966 }));
      const again = await send(world.remote, requestOf(still, { motion, durationMs: 2966 }));

      expect(created.kind).toBe('created');
      expect(again).toMatchObject({ kind: 'duplicate', remoteId: created.remoteId });
      expect(await keeps(world.remote, still.checksum, motion.checksum)).toEqual([true, true]);
    });

    it('[U2] keeps neither part of a Live Photo whose motion part cannot be read', async () => {
      const still = photo('half.heic');
      const whole = photo('half.mov', 30_000);
      const broken = partRead(whole, async function* () {
        await Promise.resolve();
        yield bytesOf('half.mov', 30_000).subarray(0, 5000);
        throw new BackupError('read-failed', 'the disk is broken');
      });

      expect(await codeOf(send(world.remote, requestOf(still, { motion: broken })))).toBe('read-failed');
      expect(await keeps(world.remote, still.checksum, whole.checksum)).toEqual([false, false]);
    });

    it('[U2] does not call a Live Photo kept whose still cannot be read, although its motion part may have come', async () => {
      const motion = photo('stillborn.mov');
      const broken = partRead(photo('stillborn.heic'), async function* () {
        yield await Promise.reject<Uint8Array>(new BackupError('read-failed', 'the disk is broken'));
      });
      const request = requestOf(broken, { motion });

      expect(await codeOf(send(world.remote, request))).toBe('read-failed');
      expect(await keeps(world.remote, broken.checksum)).toEqual([false]);
      const names = await world.remote.findDeviceAssets(request.deviceId, [request.deviceAssetId], live());
      expect(names).toEqual(new Map());
      expect((await send(world.remote, requestOf(photo('stillborn.heic'), { motion }))).kind).toBe('created');
    });

    it('[U2] adds the motion part to a still that is kept already', async () => {
      const still = photo('first-alone.heic');
      const motion = photo('then-moving.mov');
      const alone = await send(world.remote, requestOf(still));

      const moving = await send(world.remote, requestOf(still, { motion }));

      expect(moving).toMatchObject({ kind: 'duplicate', remoteId: alone.remoteId });
      expect(await keeps(world.remote, still.checksum, motion.checksum)).toEqual([true, true]);
    });

    it('[A8][U2] keeps an edited motion part beside the one that its unchanged still had', async () => {
      const still = photo('edited-motion.heic');
      const [before, after] = [photo('before.mov'), photo('after.mov')];
      await send(world.remote, requestOf(still, { motion: before }));
      const edited = await send(world.remote, requestOf(still, { motion: after }));
      expect(edited.kind).toBe('duplicate');
      expect([still.checksum, undefined]).toContain(edited.checksum);
      expect(await keeps(world.remote, before.checksum, after.checksum)).toEqual([true, true]);
      const matches = await world.remote.findChecksums([still.checksum], live());
      expect([after.checksum, undefined]).toContain(matches.get(still.checksum)?.motionChecksum);
      if (traits.tellsMotionParts)
        expect(matches.get(still.checksum)?.motionChecksums).toEqual([after.checksum, before.checksum]);
    });

    it('[D3][U2] tells a video apart that is kept as a motion part alone, until it is sent by itself', async () => {
      const [still, motion] = [photo('with-clip.heic'), photo('clip.mov')];
      await send(world.remote, requestOf(still, { motion }));
      const ownVideos = new Set([motion.checksum]);
      const isMotionPart = async (): Promise<boolean | undefined> => {
        const found = await world.remote.findChecksums([motion.checksum], live(), ownVideos);
        return found.get(motion.checksum)?.isMotionPart;
      };
      expect(await isMotionPart()).toBe(true);
      const alone = await send(world.remote, requestOf(motion));
      expect(alone.kind).toBe('duplicate');
      expect([motion.checksum, undefined]).toContain(alone.checksum);
      expect(await isMotionPart()).toBe(false);
      // It stays one of its own, also when the Live Photo comes again.
      await send(world.remote, requestOf(still, { motion }));
      expect(await isMotionPart()).toBe(false);
    });

    if (traits.tellsChecksums) {
      it('[U2] does not take a Live Photo for kept whose motion part arrived otherwise than it was sent', async () => {
        const still = photo('bent.heic');
        const motion = partOf('bent.mov', bytesOf('bent.mov', 8000), unknownChecksum);

        expect(await codeOf(send(world.remote, requestOf(still, { motion })))).toBe('checksum-mismatch');
        expect(await keeps(world.remote, unknownChecksum)).toEqual([false]);
      });
    }
  });
}
