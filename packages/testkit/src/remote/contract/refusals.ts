import { BackupError } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha1Of } from '../fake-photo-server.ts';
import { bytesOf, partOf, partRead, requestOf } from '../photos-to-send.ts';
import { codeOf, keeps, live, photo, send, type RemoteTraits, type RemoteWorld } from './remote-world.ts';

/** What is not kept, and how that is said. */
export function describeRefusals(openedWorld: () => RemoteWorld, traits: RemoteTraits): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
  });

  describe('refusing an upload', () => {
    it('[U9] never says that it keeps what was announced when other bytes came', async () => {
      const bytes = bytesOf('not what it says', 9000);
      const claimed = sha1Of(bytesOf('what it says', 9000));
      const request = requestOf(partOf('bent.jpg', bytes, claimed));

      const outcome = await codeOf(send(world.remote, request));
      expect(await keeps(world.remote, claimed)).toEqual([false]);
      if (!traits.tellsChecksums) {
        // It cannot know; neither can anyone who believes no more than it tells.
        expect(outcome).toMatchObject({ returned: { checksum: undefined } });
        return;
      }
      expect(outcome).toBe('checksum-mismatch');
      expect(await keeps(world.remote, sha1Of(bytes))).toEqual([false]);
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
  });
}
