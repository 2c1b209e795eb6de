import type { AlbumRecord } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { NOON_MS, cameraOf, candidates, enumeration, sampleAlbum, samplePhoto } from './ledger-samples.ts';
import { openedForEachTest, type OpenLedger } from './ledger-under-test.ts';

const camera = sampleAlbum('Camera');
const trips = sampleAlbum('Trips');
const [a, b] = [samplePhoto('a'), samplePhoto('b')];

/** The list of albums, and what the person chose. */
export function describeAlbumFacts(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);
  const albumOf = async (id: string): Promise<AlbumRecord | undefined> =>
    (await test.ledger.readAlbums()).find((album) => album.id === id);

  it('an album is kept with all that the device tells of it', async () => {
    const root = sampleAlbum('root', { kind: 'everything', name: 'Everything ✓ 50/50', marker: '' });
    const nested = sampleAlbum('a/b\'c"d', { name: '🏝️ "Île"', parentId: root.id, assetCount: 0 });
    await test.record({ kind: 'albums-listed', albums: [root, nested] });
    const unchosen = {
      choice: 'none',
      enumeratedMarker: undefined,
      enumeratedAtMs: undefined,
      backedUpAtMs: undefined,
    };
    expect(await albumOf(root.id)).toEqual({ ...root, ...unchosen });
    expect(await albumOf(nested.id)).toEqual({ ...nested, ...unchosen });
    await test.record({ kind: 'albums-listed', albums: [{ ...root, marker: 'm2', assetCount: 9 }] });
    expect(await test.ledger.readAlbums()).toEqual([{ ...root, ...unchosen, marker: 'm2', assetCount: 9 }]);
  });

  it('[A1] a choice survives restarts and listings, also those that do not show the album', async () => {
    await test.record(
      { kind: 'albums-listed', albums: [camera, trips] },
      { kind: 'album-chosen', albumId: camera.id, choice: 'selected' },
      { kind: 'album-chosen', albumId: trips.id, choice: 'excluded' },
    );
    await test.reopen();
    await test.record({ kind: 'albums-listed', albums: [camera] });
    expect((await test.ledger.readAlbums()).map(({ id, choice }) => [id, choice])).toEqual([
      ['Camera', 'selected'],
    ]);
    await test.reopen();
    await test.record({ kind: 'albums-listed', albums: [trips, camera] });
    expect((await albumOf('Trips'))?.choice).toBe('excluded');
    expect((await albumOf('Camera'))?.choice).toBe('selected');
    await test.record({ kind: 'album-chosen', albumId: trips.id, choice: 'none' });
    await test.reopen();
    expect((await albumOf('Trips'))?.choice).toBe('none');
  });

  it('[A5][A6] marker and time of the last complete enumeration are kept, and only of a complete one', async () => {
    await test.record({ kind: 'albums-listed', albums: [camera] }, ...enumeration(camera, 1, [a]));
    const changed = { ...camera, marker: 'Camera-2' };
    await test.record(
      { kind: 'albums-listed', albums: [changed] },
      { kind: 'assets-seen', albumId: camera.id, scanId: 2, assets: [] },
    );
    expect(await albumOf('Camera')).toMatchObject({
      marker: 'Camera-2',
      enumeratedMarker: 'Camera-1',
      enumeratedAtMs: NOON_MS + 1,
    });
    await test.reopen();
    await test.record(...enumeration(changed, 3, [a]));
    expect(await albumOf('Camera')).toMatchObject({
      marker: 'Camera-2',
      enumeratedMarker: 'Camera-2',
      enumeratedAtMs: NOON_MS + 3,
    });
  });

  it('an album that comes back after a listing without it must be enumerated again', async () => {
    await test.record(...cameraOf([a]), { kind: 'album-backed-up', albumId: camera.id, atMs: NOON_MS });
    await test.record({ kind: 'albums-listed', albums: [] });
    expect(await test.ledger.readAlbums()).toEqual([]);
    await test.record({ kind: 'albums-listed', albums: [camera] });
    expect(await albumOf('Camera')).toMatchObject({
      enumeratedMarker: undefined,
      enumeratedAtMs: undefined,
      backedUpAtMs: undefined,
    });
  });

  it('[A1] a choice of an album that no listing showed yet waits for one that does', async () => {
    const { planRevision } = await test.ledger.readState();
    await test.record({ kind: 'album-chosen', albumId: trips.id, choice: 'excluded' });
    expect(await test.ledger.readAlbums()).toEqual([]);
    expect((await test.ledger.readState()).planRevision).toBe(planRevision + 1);
    await test.reopen();
    await test.record({ kind: 'albums-listed', albums: [camera] });
    await test.record({ kind: 'albums-listed', albums: [camera, trips] });
    expect(await albumOf('Trips')).toMatchObject({ name: 'Trips', choice: 'excluded' });
    expect((await albumOf('Camera'))?.choice).toBe('none');
  });

  it('[A7] a new choice forgets the last backup time and unplans the members, and no others', async () => {
    await test.record(
      { kind: 'albums-listed', albums: [camera, trips] },
      ...enumeration(camera, 1, [a]),
      ...enumeration(trips, 1, [b]),
      ...candidates([a, b]),
      { kind: 'album-chosen', albumId: camera.id, choice: 'selected' },
    );
    expect(await test.unplannedIds()).toEqual(['a']);
    await test.record(...candidates([a]), { kind: 'album-backed-up', albumId: camera.id, atMs: NOON_MS });
    expect((await albumOf('Camera'))?.backedUpAtMs).toBe(NOON_MS);
    for (const choice of ['none', 'selected', 'excluded'] as const) {
      await test.record({ kind: 'album-chosen', albumId: camera.id, choice });
      expect(await albumOf('Camera')).toMatchObject({ choice, backedUpAtMs: undefined });
      expect(await test.unplannedIds()).toEqual(['a']);
      await test.record(...candidates([a]), { kind: 'album-backed-up', albumId: camera.id, atMs: NOON_MS });
    }
  });

  it('[A7][B5] is not called backed up under a plan that a new choice has overtaken', async () => {
    await test.record(...cameraOf([a]), { kind: 'albums-listed', albums: [camera, trips] });
    const { planRevision } = await test.ledger.readState();
    const settled = { kind: 'album-backed-up', albumId: camera.id, atMs: NOON_MS, planRevision } as const;
    await test.record({ kind: 'album-chosen', albumId: trips.id, choice: 'selected' }, settled);
    expect((await albumOf('Camera'))?.backedUpAtMs).toBeUndefined();
    await test.record({ ...settled, planRevision: planRevision + 1 });
    expect((await albumOf('Camera'))?.backedUpAtMs).toBe(NOON_MS);
  });

  it('a choice that was made before changes nothing', async () => {
    await test.record(...cameraOf([a]), { kind: 'album-backed-up', albumId: camera.id, atMs: NOON_MS });
    await test.record({ kind: 'album-chosen', albumId: camera.id, choice: 'selected' });
    expect((await albumOf('Camera'))?.backedUpAtMs).toBe(NOON_MS);
    expect(await test.unplannedIds()).toEqual([]);
  });

  it('an album with another name, kind or parent has its members planned again', async () => {
    await test.record(...cameraOf([a]));
    let album = camera;
    for (const change of [
      { name: 'Kamera' },
      { kind: 'everything' as const },
      { parentId: trips.id },
      { parentId: undefined },
    ]) {
      album = { ...album, ...change };
      await test.record({ kind: 'albums-listed', albums: [album, trips] });
      expect(await test.unplannedIds()).toEqual(['a']);
      await test.record(...candidates([a]));
    }
    await test.record({ kind: 'albums-listed', albums: [{ ...album, marker: 'new', assetCount: 7 }, trips] });
    expect(await test.unplannedIds()).toEqual([]);
  });

  it('an album that is no longer listed takes its memberships with it', async () => {
    await test.record(
      { kind: 'albums-listed', albums: [camera, trips] },
      ...enumeration(camera, 4, [a, b]),
      ...enumeration(trips, 4, [b]),
      ...candidates([a, b]),
    );
    await test.record({ kind: 'albums-listed', albums: [trips] });
    expect((await test.recordOf(b)).albumIds).toEqual(['Trips']);
    expect(await test.unplannedIds()).toEqual(['b']);
    // The moment is that of the last enumeration: the listing itself tells none.
    expect(await test.recordOf(a)).toMatchObject({
      albumIds: [],
      settlement: { kind: 'gone', atMs: NOON_MS + 4 },
    });
  });
}
