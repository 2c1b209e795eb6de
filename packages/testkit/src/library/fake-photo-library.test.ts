import { describe, expect, it } from 'vitest';
import { CancelSource, type AlbumId, type AssetId } from '@keepsake/engine';
import { FakePhotoLibrary } from './fake-photo-library.ts';
import { describePhotoLibraryContract } from './photo-library-contract.ts';

const NOBODY = { onDownloaded: () => undefined };

describePhotoLibraryContract('FakePhotoLibrary', async () => {
  const library = new FakePhotoLibrary();
  const ids = new Map<string, AssetId>();
  const idOf = (fileName: string): AssetId => ids.get(fileName) as AssetId;
  return {
    library,
    add: async ({ album: names, takenAtMs, ...photo }) => {
      const albums = await library.listAlbums(new CancelSource());
      let inside: AlbumId | undefined;
      for (const name of names) {
        const known = albums.find((album) => album.name === name && album.parentId === inside);
        inside = known?.id ?? library.addAlbum(name, inside === undefined ? {} : { inside });
      }
      const date = takenAtMs === undefined ? {} : { createdAtMs: takenAtMs };
      ids.set(
        photo.fileName,
        library.addAsset({ ...photo, ...date, in: inside === undefined ? [] : [inside] }),
      );
    },
    edit: async (fileName, content) => library.editAsset(idOf(fileName), content),
    remove: async (fileName) => library.removeAsset(idOf(fileName)),
    hasCloud: true,
    temporaryCount: () => library.temporaryCount,
    close: async () => undefined,
  };
});

describe('FakePhotoLibrary', () => {
  it('counts what is open and what was read', async () => {
    const library = new FakePhotoLibrary();
    const id = library.addAsset({ fileName: 'a.jpg', content: '12345' });
    const opened = await library.open(id, NOBODY, new CancelSource());
    for await (const chunk of opened.original.read(2)) expect(chunk.byteLength).toBe(3);
    expect([library.openCount, library.counts.bytesRead]).toEqual([1, 3]);
    await opened.close();
    expect(library.openCount).toBe(0);
  });

  it('keeps what a crash left in temporary files until somebody sweeps them', async () => {
    const library = new FakePhotoLibrary();
    const id = library.addAsset({ fileName: 'a.jpg', content: '12345', isInCloud: true });
    library.temporaryCount = 3;
    const opened = await library.open(id, NOBODY, new CancelSource());
    expect(library.temporaryCount).toBe(4);
    await library.sweepTemporary();
    expect(library.temporaryCount).toBe(1);
    await opened.close();
    expect(library.temporaryCount).toBe(0);
  });

  it('fails where it is told to, until it is healed', async () => {
    const library = new FakePhotoLibrary();
    const id = library.addAsset({ fileName: 'a.jpg', content: '12345' });
    library.failRead(id, 'read-failed', 2);
    const opened = await library.open(id, NOBODY, new CancelSource());
    const chunks: number[] = [];
    const reading = (async () => {
      for await (const chunk of opened.original.read()) chunks.push(chunk.byteLength);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'read-failed' });
    expect(chunks).toEqual([2]);
    library.failOpen(id, 'file-unreadable');
    await expect(library.open(id, NOBODY, new CancelSource())).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    library.heal(id);
    await expect(library.open(id, NOBODY, new CancelSource())).resolves.toBeDefined();
  });

  it('gives a mixture when an asset is edited in the middle of a read', async () => {
    const library = new FakePhotoLibrary();
    const id = library.addAsset({ fileName: 'a.jpg', content: 'a'.repeat(100_000) });
    library.whileReading(id, (atByte) => {
      if (atByte > 0) library.editAsset(id, 'b'.repeat(100_000));
    });
    const opened = await library.open(id, NOBODY, new CancelSource());
    let text = '';
    for await (const chunk of opened.original.read()) text += Buffer.from(chunk).toString('utf8');
    expect([text.at(0), text.at(-1), text.length]).toEqual(['a', 'b', 100_000]);
  });
});
