import {
  CancelSource,
  type AssetId,
  type AssetVersion,
  type OriginalRemover,
  type PhotoLibrary,
  versionOf,
} from '@keepsake/engine';
import { afterEach, describe, expect, it } from 'vitest';

/** A device with photos that can be removed. */
export interface RemoverWorld {
  readonly remover: OriginalRemover;
  readonly library: PhotoLibrary;
  /** Puts a photo on it; file names are unique. */
  add(fileName: string): Promise<void>;
  /** Changes its bytes, and with them its version. */
  edit(fileName: string): Promise<void>;
  /** The person removes it. */
  remove(fileName: string): Promise<void>;
  /** The app may not see the library any more. */
  forbid(): void;
  close?(): Promise<void>;
}

type Removing = { readonly id: AssetId; readonly version: AssetVersion };

/** What every `OriginalRemover` does. Each test has a world of its own. */
export function describeRemoverContract(name: string, openWorld: () => Promise<RemoverWorld>): void {
  describe(`${name} keeps the contract of OriginalRemover:`, () => {
    let world: RemoverWorld;
    afterEach(async () => {
      await world.close?.();
    });
    const never = new CancelSource();
    const list = async (): Promise<ReadonlyMap<string, Removing>> => {
      const albums = await world.library.listAlbums(never);
      const everything = albums.find(({ kind }) => kind === 'everything')!;
      const request = { albumId: everything.id, cursor: undefined, limit: 100 };
      const { assets } = await world.library.listAssets(request, never);
      return new Map(
        assets.map((asset) => [asset.original.fileName, { id: asset.id, version: versionOf(asset) }]),
      );
    };
    const open = async (...fileNames: string[]): Promise<ReadonlyMap<string, Removing>> => {
      world = await openWorld();
      for (const fileName of fileNames) await world.add(fileName);
      return list();
    };

    it('[V2] removes what it is told, answers it, and leaves the rest alone', async () => {
      const photos = await open('a.jpg', 'b.jpg', 'c.jpg');
      const [a, b] = [photos.get('a.jpg')!, photos.get('b.jpg')!];
      expect([...(await world.remover.remove([a, b], never))].sort()).toEqual([a.id, b.id].sort());
      expect([...(await list()).keys()]).toEqual(['c.jpg']);
      expect(await world.remover.remove([], never)).toEqual([]);
    });

    it('[V2] leaves what is another version by now, and tells of nothing that was gone before', async () => {
      const photos = await open('same.jpg', 'edited.jpg', 'gone.jpg');
      await world.edit('edited.jpg');
      await world.remove('gone.jpg');
      expect(await world.remover.remove([...photos.values()], never)).toEqual([photos.get('same.jpg')!.id]);
      expect([...(await list()).keys()]).toEqual(['edited.jpg']);
    });

    it('[E1] says that the permission is lost, and removes nothing', async () => {
      const photos = await open('a.jpg');
      world.forbid();
      await expect(world.remover.remove([...photos.values()], never)).rejects.toMatchObject({
        code: 'library-permission-lost',
      });
    });
  });
}
