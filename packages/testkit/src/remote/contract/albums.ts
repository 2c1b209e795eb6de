import type { RemoteAssetId } from '@keepsake/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { requestOf } from '../photos-to-send.ts';
import { live, photo, send, unknownId, type RemoteWorld } from './remote-world.ts';

/** Albums by name, whatever the server has. */
export function describeAlbums(openedWorld: () => RemoteWorld): void {
  let world: RemoteWorld;
  beforeAll(() => {
    world = openedWorld();
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
      expect((await world.readAlbum('Holiday'))?.toSorted()).toEqual([remoteId, second.remoteId].toSorted());
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
}
