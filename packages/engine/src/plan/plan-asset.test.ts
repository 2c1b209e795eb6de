import { createEngineWorld, FAKE_EVERYTHING } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  type AlbumChoice,
  type AlbumId,
  type AlbumRecord,
  type AssetRecord,
} from '../index.ts';
import { planAsset } from './plan-asset.ts';

const CHOICES: readonly AlbumChoice[] = ['none', 'selected', 'excluded'];

const album = (id: string, choice: AlbumChoice, more: Partial<AlbumRecord> = {}): AlbumRecord => ({
  id: id as AlbumId,
  name: id,
  kind: 'ordinary',
  parentId: undefined,
  marker: '',
  assetCount: 0,
  enumeratedMarker: undefined,
  enumeratedAtMs: undefined,
  backedUpAtMs: undefined,
  ...more,
  choice,
});

function plan(albums: readonly AlbumRecord[], kind: 'image' | 'unsupported' = 'image') {
  const record = { asset: { kind }, albumIds: albums.map(({ id }) => id) } as unknown as AssetRecord;
  return planAsset(record, new Map(albums.map((each) => [each.id, each])), DEFAULT_SETTINGS);
}

describe('the plan of an asset', () => {
  it('[A2] is candidate, excluded or not selected, and exclusion wins, for every choice of three albums', () => {
    for (const a of CHOICES) {
      for (const b of CHOICES) {
        for (const c of CHOICES) {
          const all = [a, b, c];
          const expected = all.includes('excluded')
            ? 'excluded'
            : all.includes('selected')
              ? 'candidate'
              : 'not-selected';
          const { standing } = plan([album('a', a), album('b', b), album('c', c)]);
          expect(standing.kind, all.join()).toBe(expected);
        }
      }
    }
    expect(plan([]).standing.kind).toBe('not-selected');
  });

  it('[A2] names the same excluding album whatever the order', () => {
    const albums = [album('b', 'excluded'), album('a', 'excluded'), album('c', 'selected')];
    expect(plan(albums).standing).toEqual({ kind: 'excluded', byAlbum: 'a' });
    expect(plan(albums.reverse()).standing).toEqual({ kind: 'excluded', byAlbum: 'a' });
  });

  it('[A9] records the names of all selected albums, and of no other', () => {
    expect(plan([album('b', 'selected'), album('a', 'selected'), album('c', 'none')]).albumNames).toEqual([
      'a',
      'b',
    ]);
    expect(plan([album('a', 'selected'), album('b', 'excluded')]).albumNames).toEqual([]);
  });

  it('[S3] takes names that differ only in their Unicode form for one, and no other names', () => {
    const albums = ['Cafe\u0301', 'Caf\u00e9', 'café'].map((name, index) =>
      album(`${index}`, 'selected', { name }),
    );
    expect(plan(albums).albumNames).toEqual(['Caf\u00e9', 'café']);
  });

  it('[A3][A4] records under everything the albums that hold the asset, of nested ones the innermost, never everything', () => {
    const everything = album('all', 'selected', { kind: 'everything', name: 'Recents' });
    const year = album('2023', 'none', { parentId: everything.id });
    const trip = album('2023/Sardinia', 'none', { parentId: year.id, name: 'Sardinia' });
    expect(plan([everything, year, trip])).toEqual({
      standing: { kind: 'candidate' },
      albumNames: ['Sardinia'],
    });
    expect(plan([everything, { ...year, choice: 'selected' }, trip]).albumNames).toEqual([
      '2023',
      'Sardinia',
    ]);
    expect(plan([everything]).albumNames).toEqual([]);
  });

  it('[A13] is that an unsupported type is ignored, whatever is chosen', () => {
    for (const choice of CHOICES) {
      expect(plan([album('a', choice)], 'unsupported').standing).toEqual({
        kind: 'ignored',
        reason: 'unsupported-type',
      });
    }
  });
});

describe('the choice of albums', () => {
  it('[A1] is one of three states for each album, and survives a restart and a listing without the album', async () => {
    const { library, ledger, engine, choose } = createEngineWorld();
    const [camera, other, third] = ['Camera', 'Other', 'Third'].map((name) => library.addAlbum(name));
    await choose({ [camera!]: 'selected', [other!]: 'excluded' });
    library.removeAlbum(camera!);
    await engine.scan();
    library.addAlbum('Camera');
    const restarted = createEngineWorld({ library, ledger });
    await restarted.engine.scan();
    const choices = (await restarted.engine.listAlbums()).map(({ id, choice }) => [id, choice]);
    expect(Object.fromEntries(choices)).toEqual({
      [FAKE_EVERYTHING]: 'none',
      [camera!]: 'selected',
      [other!]: 'excluded',
      [third!]: 'none',
    });
  });

  it('[A2][A7] takes effect in the next run: deselected, excluded after the upload, and back', async () => {
    const { library, engine, choose, remote } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    const screenshots = library.addAlbum('Screenshots');
    const photo = library.addAsset({ fileName: 'a.jpg', in: [camera] });
    const shot = library.addAsset({ fileName: 'b.png', in: [camera, screenshots] });
    const whyOf = async (id: typeof photo) => (await engine.explain(id))?.why;
    await choose({ [camera]: 'selected', [screenshots]: 'excluded' });
    await engine.start();
    expect(remote.uploadCount).toBe(1);
    expect(await whyOf(shot)).toEqual({ kind: 'excluded', byAlbum: screenshots, albumName: 'Screenshots' });

    await choose({ [camera]: 'none' });
    await engine.start();
    // What is safe is called safe, whatever is chosen by now.
    expect(await whyOf(photo)).toMatchObject({ kind: 'backed-up' });
    expect((await engine.readStatus()).statistics.candidates.totalCount).toBe(0);

    await choose({ [camera]: 'selected', [screenshots]: 'none' });
    await engine.start();
    expect(remote.uploadCount).toBe(2);

    await choose({ [screenshots]: 'excluded' });
    await engine.start();
    expect(await whyOf(shot)).toMatchObject({ kind: 'backed-up' });
    expect(remote.calls.upload).toBe(2);
  });

  it('[A2] of a parent counts for what is in the albums within it', async () => {
    const { library, engine, choose, arrived } = createEngineWorld();
    const year = library.addAlbum('2023');
    const trip = library.addAlbum('Sardinia', { inside: year });
    library.addAsset({ fileName: 'a.jpg', in: [trip], createdAtMs: 2 });
    library.addAsset({ fileName: 'b.jpg', in: [year], createdAtMs: 1 });
    await choose({ [year]: 'selected' });
    await engine.start();
    expect(arrived()).toEqual(['a.jpg', 'b.jpg']);

    library.addAsset({ fileName: 'c.jpg', in: [trip] });
    await choose({ [trip]: 'excluded' });
    await engine.start();
    expect(arrived()).toEqual(['a.jpg', 'b.jpg']);
  });

  it('[A3] of everything can be combined with an exclusion', async () => {
    const { library, engine, choose, arrived } = createEngineWorld();
    const screenshots = library.addAlbum('Screenshots');
    library.addAsset({ fileName: 'a.jpg' });
    library.addAsset({ fileName: 'b.png', in: [screenshots] });
    await choose({ [FAKE_EVERYTHING]: 'selected', [screenshots]: 'excluded' });
    await engine.start();
    expect(arrived()).toEqual(['a.jpg']);
  });

  it('[A9] records names for each candidate, and again when an album is renamed', async () => {
    const { library, engine, choose } = createEngineWorld();
    const camera = library.addAlbum('Camera');
    const id = library.addAsset({ fileName: 'a.jpg', in: [camera] });
    const namesOf = async () => (await engine.explain(id))?.record.albumNames;
    await choose({ [FAKE_EVERYTHING]: 'selected' });
    await engine.scan();
    expect(await namesOf()).toEqual(['Camera']);
    library.renameAlbum(camera, 'Kamera');
    await engine.scan();
    expect(await namesOf()).toEqual(['Kamera']);
  });
});
