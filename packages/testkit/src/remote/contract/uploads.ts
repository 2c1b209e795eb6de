import type { DeviceAssetId } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { requestOf } from '../photos-to-send.ts';
import { live, photo, send, type RemoteTraits, type RemoteWorld } from './remote-world.ts';

/** How originals are sent, and kept. */
export function describeUploads(openedWorld: () => RemoteWorld, traits: RemoteTraits): void {
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

    it('[D6] takes what is sent again out of the trash', async () => {
      const request = requestOf(photo('back-from-the-trash.jpg'));
      const { checksum } = request.original;
      const { remoteId } = await send(world.remote, request);
      await world.trash(remoteId);

      expect(await send(world.remote, request)).toMatchObject({ kind: 'duplicate', remoteId });
      const found = await world.remote.findChecksums([checksum], live());
      expect(found.get(checksum)?.isTrashed).toBe(false);
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
      if (!traits.deviceNames) return;
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
}
