import { BackupError, Cancelled, CancelSource, type DeviceAssetId, type DeviceId } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha1Of } from './fake-photo-server.ts';
import { bytesOf, partOf, partRead, requestOf } from './photos-to-send.ts';
import {
  silent,
  live,
  unknownChecksum,
  unknownId,
  photo,
  send,
  codeOf,
  keeps,
  type RemoteWorld,
} from './remote-world.ts';

/** How originals are sent, and how sending ends early. */
export function describeUploads(openedWorld: () => RemoteWorld): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });

  describe('upload', () => {
    it('[D6] [U9] creates once, and answers the same bytes as a duplicate with the same id', async () => {
      const first = requestOf(photo('once.jpg'));
      const again = requestOf(photo('once.jpg'), { deviceAssetId: 'another name' as DeviceAssetId });

      const created = await send(world.remote, first);
      const duplicate = await send(world.remote, again);

      expect(created.kind).toBe('created');
      expect(duplicate).toMatchObject({ kind: 'duplicate', remoteId: created.remoteId });
      for (const outcome of [created, duplicate]) {
        expect([first.original.checksum, undefined]).toContain(outcome.checksum);
      }
    });

    it('[D6] keeps the same bytes once when they arrive four times at the same moment', async () => {
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map((copy) =>
          send(
            world.remote,
            requestOf(photo('at-once.jpg'), { deviceAssetId: `copy ${copy}` as DeviceAssetId }),
          ),
        ),
      );

      expect(outcomes.filter((outcome) => outcome.kind === 'created')).toHaveLength(1);
      expect(new Set(outcomes.map((outcome) => outcome.remoteId)).size).toBe(1);
    });

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

    it('[U2] adds the motion part to a still that is kept already', async () => {
      const still = photo('first-alone.heic');
      const motion = photo('then-moving.mov');
      const alone = await send(world.remote, requestOf(still));

      const moving = await send(world.remote, requestOf(still, { motion }));

      expect(moving).toMatchObject({ kind: 'duplicate', remoteId: alone.remoteId });
      expect(await keeps(world.remote, still.checksum, motion.checksum)).toEqual([true, true]);
    });

    it('[D3][U2] tells a video apart that is kept as a motion part alone, until it is sent by itself', async () => {
      const [still, motion] = [photo('with-clip.heic'), photo('clip.mov')];
      await send(world.remote, requestOf(still, { motion }));
      const isMotionPart = async (): Promise<boolean | undefined> =>
        (await world.remote.findChecksums([motion.checksum], live())).get(motion.checksum)?.isMotionPart;
      expect(await isMotionPart()).toBe(true);
      const alone = await send(world.remote, requestOf(motion));
      expect(alone).toMatchObject({ kind: 'duplicate', checksum: motion.checksum });
      expect(await isMotionPart()).toBe(false);
      // It stays one of its own, also when the Live Photo comes again.
      await send(world.remote, requestOf(still, { motion }));
      expect(await isMotionPart()).toBe(false);
    });

    it('[A8][U2] keeps an edited motion part beside the one that its unchanged still had', async () => {
      const still = photo('edited-motion.heic');
      const [before, after] = [photo('before.mov'), photo('after.mov')];
      await send(world.remote, requestOf(still, { motion: before }));
      const edited = await send(world.remote, requestOf(still, { motion: after }));
      expect(edited).toMatchObject({ kind: 'duplicate', checksum: still.checksum });
      expect(await keeps(world.remote, before.checksum, after.checksum)).toEqual([true, true]);
      const matches = await world.remote.findChecksums([still.checksum], live());
      expect(matches.get(still.checksum)?.motionChecksum).toBe(after.checksum);
    });

    it('[U2] does not take a Live Photo for kept whose motion part arrived otherwise than it was sent', async () => {
      const still = photo('bent.heic');
      const motion = partOf('bent.mov', bytesOf('bent.mov', 8000), unknownChecksum);

      expect(await codeOf(send(world.remote, requestOf(still, { motion })))).toBe('checksum-mismatch');
      expect(await keeps(world.remote, unknownChecksum)).toEqual([false]);
    });

    it('[U9] refuses bytes that are not those of the checksum, and keeps nothing', async () => {
      const bytes = bytesOf('not what it says', 9000);
      const claimed = sha1Of(bytesOf('what it says', 9000));
      const request = requestOf(partOf('bent.jpg', bytes, claimed));

      expect(await codeOf(send(world.remote, request))).toBe('checksum-mismatch');
      expect(await keeps(world.remote, claimed, sha1Of(bytes))).toEqual([false, false]);
      expect(await world.remote.findDeviceAssets(request.deviceId, [request.deviceAssetId], live())).toEqual(
        new Map(),
      );
    });

    it.each([
      ['fewer', 9_999],
      ['more', 10_001],
    ])('[U9] refuses a source with %s bytes than it said, and keeps nothing', async (_which, sizeBytes) => {
      const bytes = bytesOf(`resized ${sizeBytes}`, sizeBytes);
      const part = { ...partOf('resized.jpg', bytes), sizeBytes: 10_000 };

      expect(await codeOf(send(world.remote, requestOf(part)))).toBe('changed-while-reading');
      expect(await keeps(world.remote, part.checksum)).toEqual([false]);
    });

    it('[U6] passes on the error of a source as it is', async () => {
      const broken = new BackupError('asset-gone', 'it was deleted');
      const part = partRead(photo('vanishing.jpg'), async function* () {
        yield await Promise.reject<Uint8Array>(broken);
      });

      await expect(send(world.remote, requestOf(part))).rejects.toBe(broken);
    });

    it.each([
      ['unsupported-type', 'notes.docx', 100],
      ['empty-file', 'empty.jpg', 0],
    ])('[E1] answers %s for good', async (code, fileName, sizeBytes) => {
      expect(await codeOf(send(world.remote, requestOf(photo(fileName, sizeBytes))))).toBe(code);
    });

    it('[E1] answers a full quota as one, and keeps nothing', async () => {
      const tooMuch = photo('too-much.jpg', world.limitedQuotaBytes + 1);

      expect(await codeOf(send(world.limited, requestOf(tooMuch)))).toBe('quota-exceeded');
      expect(await keeps(world.limited, tooMuch.checksum)).toEqual([false]);
    });

    it('[U1] accepts every date, duration and mark', async () => {
      const odd = requestOf(photo('odd.mov'), {
        createdAtMs: -1e12,
        modifiedAtMs: 1_700_000_000_123.75,
        isFavorite: true,
        durationMs: 36_000_001,
      });

      expect((await send(world.remote, odd)).kind).toBe('created');
    });

    it.each([
      'quote " and \' .jpg',
      'back\\slash\\.jpg',
      'percent %22%0d%0a.jpg',
      '  spaces around .jpg',
      'ünïcödé ✓ 🏖️.jpg',
      'décomposé.jpg'.normalize('NFD'),
      'صورة من العطلة.jpg',
      '.jpg',
      'semi;colon=and, comma.jpg',
      `${'long '.repeat(40)}.jpg`,
    ])('[U1] accepts the file name %j', async (fileName) => {
      const request = requestOf(photo(fileName, 300));

      expect((await send(world.remote, request)).kind).toBe('created');
      const found = await world.remote.findDeviceAssets(request.deviceId, [request.deviceAssetId], live());
      expect([...found.keys()]).toEqual([request.deviceAssetId]);
    });

    it('[P1] tells progress that never decreases and ends at the total', async () => {
      const told: number[] = [];
      await world.remote.upload(
        requestOf(photo('progress.heic', 200_000), { motion: photo('progress.mov', 100_000) }),
        { onBytesSent: (bytesSent) => void told.push(bytesSent) },
        live(),
      );

      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(told.at(-1)).toBe(300_000);
    });
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
        () => remote.upload(requestOf(photo('never.jpg')), silent, source),
        () => remote.addToAlbum('Never', [unknownId], source),
      ]) {
        await expect(call()).rejects.toBe(reason);
      }
      expect(await keeps(remote, photo('never.jpg').checksum)).toEqual([false]);
    });
  });
}
