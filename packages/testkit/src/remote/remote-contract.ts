import type { DeviceAssetId, DeviceId, RemoteAssetId } from '@keepsake/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha1Of } from './fake-photo-server.ts';
import { requestOf } from './photos-to-send.ts';
import {
  live,
  unknownChecksum,
  unknownId,
  photo,
  send,
  codeOf,
  keeps,
  type RemoteWorld,
} from './remote-world.ts';
import { describeUploads } from './remote-contract-uploads.ts';

/** What every `Remote` does. The world is opened once; each test brings photos of its own. */
export function describeRemoteContract(name: string, openWorld: () => Promise<RemoteWorld>): void {
  describe(`${name} keeps the contract of Remote`, () => {
    let world: RemoteWorld;
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
    });

    describeUploads(() => world);

    describe('finding', () => {
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

        expect([...names.keys()]).toEqual([request.deviceAssetId]);
        expect([...checksums.keys()]).toEqual([request.original.checksum]);
      });
    });

    describe('addToAlbum', () => {
      it('[S1] [S2] makes the album when it is missing; doing it twice changes nothing', async () => {
        const { remoteId } = await send(world.remote, requestOf(photo('in-album.jpg')));
        const second = await send(world.remote, requestOf(photo('in-album-too.jpg')));

        expect(await world.remote.addToAlbum('Holiday', [remoteId], live())).toEqual([{ kind: 'in-album' }]);
        expect(await world.remote.addToAlbum('Holiday', [remoteId, second.remoteId], live())).toEqual([
          { kind: 'in-album' },
          { kind: 'in-album' },
        ]);
        expect((await world.readAlbum('Holiday'))?.toSorted()).toEqual(
          [remoteId, second.remoteId].toSorted(),
        );
      });

      it('[S1] says for each asset in order whether it is in, and never adds another person’s', async () => {
        const mine = await send(world.remote, requestOf(photo('mine.jpg')));
        const theirs = await send(world.limited, requestOf(photo('theirs.jpg', 500)));

        const additions = await world.remote.addToAlbum(
          'Some refused',
          [theirs.remoteId, mine.remoteId, unknownId],
          live(),
        );

        expect(additions.map((addition) => addition.kind)).toEqual(['refused', 'in-album', 'refused']);
        expect(await world.readAlbum('Some refused')).toEqual([mine.remoteId]);
      });

      it('[S1] answers an empty addition with nothing', async () => {
        expect(await world.remote.addToAlbum('Nothing', [], live())).toEqual([]);
      });

      it.each([
        '50/50 ✓',
        '..',
        '.',
        'a\\b?c#d%2F',
        ' spaces ',
        'Ferien "2019" & more',
        'أعياد',
        'long '.repeat(50),
        'assets',
      ])('[S3] keeps the album name %j', async (name) => {
        const { remoteId } = await send(world.remote, requestOf(photo(`in ${name}.jpg`, 300)));

        expect(await world.remote.addToAlbum(name, [remoteId], live())).toEqual([{ kind: 'in-album' }]);
        expect(await world.readAlbum(name)).toEqual([remoteId]);
      });

      it('[S3] takes names for equal that are equal in NFC, and for different that differ in case', async () => {
        const ids: RemoteAssetId[] = [];
        for (const [index, name] of ['Ca\u0301fe', 'C\u00e1fe', 'c\u00e1fe'].entries()) {
          const { remoteId } = await send(world.remote, requestOf(photo(`cafe ${index}.jpg`, 300)));
          await world.remote.addToAlbum(name, [remoteId], live());
          ids.push(remoteId);
        }

        expect((await world.readAlbum('C\u00e1fe'))?.toSorted()).toEqual(ids.slice(0, 2).toSorted());
        expect(await world.readAlbum('c\u00e1fe')).toEqual(ids.slice(2));
      });
    });

    describe('without a good login', () => {
      it('[E1] every question is unauthorized', async () => {
        const { signedOut } = world;

        for (const call of [
          () => signedOut.describe(live()),
          () => signedOut.findDeviceAssets('device' as DeviceId, ['1' as DeviceAssetId], live()),
          () => signedOut.findChecksums([unknownChecksum], live()),
          () => send(signedOut, requestOf(photo('stranger.jpg'))),
          () => signedOut.addToAlbum('Holiday', [unknownId], live()),
        ]) {
          expect(await codeOf(call())).toBe('unauthorized');
        }
      });
    });
  });
}
