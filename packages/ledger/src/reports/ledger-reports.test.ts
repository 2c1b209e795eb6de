import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlbumChoice, AlbumId, AssetId, BackupController, Ledger } from '@keepsake/engine';
import { createEngineWorld, FAKE_EVERYTHING, type EngineWorld } from '@keepsake/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNodeSqliteDriver } from '../node-sqlite-driver.ts';
import { openSqliteLedger } from '../open-sqlite-ledger.ts';
import { openLedgerReports, type LedgerReports } from './ledger-reports.ts';
import type { WordMeaning } from './report-types.ts';

const DAY_MS = 86_400_000;

describe('reports of a ledger', () => {
  let folder: string;
  let ledger: Ledger & { close(): Promise<void> };
  let reports: LedgerReports;
  let world: EngineWorld;
  let engine: BackupController;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-reports-'));
    const file = join(folder, 'ledger.sqlite');
    ledger = await openSqliteLedger(openNodeSqliteDriver(file));
    reports = await openLedgerReports(openNodeSqliteDriver(file));
    world = createEngineWorld({ between: () => ({ ledger }) });
    engine = world.engine;
  });
  afterEach(async () => {
    await reports.close();
    await ledger.close();
    await rm(folder, { recursive: true });
  });

  const album = (name: string, inside?: AlbumId): AlbumId =>
    world.library.addAlbum(name, inside === undefined ? {} : { inside });
  const names = async (text: string, limit = 50) =>
    (await reports.search({ text, after: undefined, limit })).map(({ asset }) => asset.original.fileName);

  describe('search', () => {
    it('finds by words of the name and of the album, whatever the case and accents, newest first', async () => {
      const rome = album('Römische Ferien');
      const beach = album('Strand');
      world.library.addAsset({ fileName: 'Élan vital.jpg', in: [rome], createdAtMs: 1 * DAY_MS });
      world.library.addAsset({ fileName: 'IMG_1.jpg', in: [rome], createdAtMs: 2 * DAY_MS });
      world.library.addAsset({ fileName: 'IMG_2.jpg', in: [beach], createdAtMs: 3 * DAY_MS });
      await engine.scan();
      expect(await names('img')).toEqual(['IMG_2.jpg', 'IMG_1.jpg']);
      expect(await names('  ROMISCHE   img ')).toEqual(['IMG_1.jpg']);
      expect(await names('elan')).toEqual(['Élan vital.jpg']);
      expect(await names('e\u0301LAN')).toEqual(['Élan vital.jpg']);
      expect(await names('römische')).toEqual(['IMG_1.jpg', 'Élan vital.jpg']);
      expect(await names('strand elan')).toEqual([]);
      expect(await names('Recents')).toEqual([]);
      expect(await names('  ')).toEqual([]);
      expect(await names('%_')).toEqual([]);
    });

    it('takes a word for what it means, too: a year, a month, a kind, what became of it', async () => {
      const sardinia = album('Sardinia');
      const at = (year: number, month: number): number => new Date(year, month, 15).getTime();
      const library = world.library;
      library.addAsset({ fileName: 'IMG_1.jpg', in: [sardinia], createdAtMs: at(2023, 5) });
      library.addAsset({ fileName: 'IMG_2.mp4', kind: 'video', in: [sardinia], createdAtMs: at(2023, 6) });
      library.addAsset({ fileName: 'IMG_3.jpg', createdAtMs: at(2023, 5) - 1 });
      library.addAsset({ fileName: 'IMG_4.jpg', in: [sardinia], createdAtMs: at(2022, 5) });
      library.failOpen(
        library.addAsset({ fileName: '2023.jpg', createdAtMs: at(2020, 1) }),
        'file-unreadable',
      );
      await world.choose();
      await engine.start();
      const year = { word: '2023', year: 2023 };
      const june = { word: 'JUNE', months: [5] };
      const found = async (text: string, ...meanings: readonly WordMeaning[]) =>
        (await reports.search({ text, after: undefined, limit: 50, meanings })).map(
          ({ asset }) => asset.original.fileName,
        );
      expect(await found('2023', year)).toEqual(['IMG_2.mp4', 'IMG_1.jpg', 'IMG_3.jpg', '2023.jpg']);
      expect(await found('sardinia june 2023', year, june)).toEqual(['IMG_1.jpg']);
      expect(await found('2023')).toEqual(['2023.jpg']);
      expect(await found('video', { word: 'video', kinds: ['video'] })).toEqual(['IMG_2.mp4']);
      const failed: WordMeaning = { word: 'failed', standing: 'candidate', settlements: ['failed'] };
      expect(await found('failed', failed)).toEqual(['2023.jpg']);
      expect(await found('failed sardinia', failed)).toEqual([]);
    });

    it('pages without missing or repeating any, also where dates are equal', async () => {
      for (let index = 0; index < 7; index++)
        world.library.addAsset({ fileName: `IMG_${index}.jpg`, createdAtMs: index < 4 ? 5_000 : 9_000.25 });
      await engine.scan();
      const seen: AssetId[] = [];
      for (let after; ;) {
        const page = await reports.search({ text: 'img', after, limit: 2 });
        seen.push(...page.map(({ asset }) => asset.id));
        const last = page.at(-1)?.asset;
        if (last === undefined) break;
        after = { createdAtMs: last.createdAtMs, id: last.id };
      }
      const all = await engine.listAssets({
        kind: 'listed',
        standing: undefined,
        settlement: undefined,
        after: undefined,
        limit: 50,
      });
      expect(seen).toEqual(all.map(({ asset }) => asset.id));
    });
  });

  it('previews a choice exactly as the plan would make it, and writes nothing', async () => {
    const camera = album('Camera');
    const trip = album('Trip', camera);
    const screenshots = album('Screenshots');
    const at = (day: number) => day * DAY_MS;
    const library = world.library;
    for (const [index, place] of [[camera], [trip], [screenshots], [camera, screenshots], []].entries()) {
      library.addAsset({ fileName: `p${index}.jpg`, in: place, createdAtMs: at(index + 1) });
      library.addAsset({
        fileName: `v${index}.mp4`,
        in: place,
        createdAtMs: at(index + 10),
        isInCloud: true,
      });
      library.addAsset({ fileName: `n${index}.txt`, in: place, kind: 'unsupported' });
    }
    await world.choose();
    await engine.start();
    library.addAsset({ fileName: 'late.jpg', in: [screenshots], createdAtMs: at(4) + 0.5 });
    await engine.scan();

    const choices: readonly Readonly<Record<string, AlbumChoice>>[] = [
      {},
      { [FAKE_EVERYTHING]: 'none' },
      { [screenshots]: 'excluded' },
      { [FAKE_EVERYTHING]: 'none', [camera]: 'selected' },
      { [FAKE_EVERYTHING]: 'none', [camera]: 'selected', [trip]: 'excluded' },
      { [camera]: 'excluded', [trip]: 'selected' },
      { 'no such album': 'excluded' },
    ];
    const settings = [{}, { cutOffAtMs: at(4) + 0.25 }, { cutOffAtMs: null, ignoreIcloudAssets: true }];
    for (const setting of settings) {
      await engine.changeSettings(setting);
      for (const choice of choices) {
        const map = new Map(Object.entries(choice) as [AlbumId, AlbumChoice][]);
        await engine.scan();
        const { statistics: before } = await engine.readStatus();
        const preview = await reports.previewChoices(map);
        expect((await engine.readStatus()).statistics).toEqual(before);
        await engine.scan({ chooseAlbums: () => map });
        expect({ choice, setting, ...preview.statistics }).toEqual({
          choice,
          setting,
          ...engine.snapshot().statistics,
        });
      }
    }
  });

  it('tells what each excluded album keeps out, and the bytes of what would be sent', async () => {
    const trip = album('Trip');
    const screenshots = album('Screenshots');
    const content = new Uint8Array(1_000);
    world.library.addAsset({ fileName: 'a.jpg', in: [trip], content: content.slice(0, 10) });
    world.library.addAsset({ fileName: 'b.jpg', in: [screenshots], content: content.slice(0, 20) });
    world.library.addAsset({ fileName: 'c.jpg', in: [trip, screenshots], content: content.slice(0, 40) });
    world.library.addAsset({ fileName: 'd.txt', in: [screenshots], kind: 'unsupported' });
    await world.choose();
    const preview = await reports.previewChoices(
      new Map<AlbumId, AlbumChoice>([
        [screenshots, 'excluded'],
        [album('New since'), 'excluded'],
      ]),
    );
    expect(preview.keptOut).toEqual(new Map([[screenshots, 2]]));
    expect(preview.candidateBytes).toBe(10);
    expect(preview.statistics).toMatchObject({ libraryCount: 4, ignoredCount: 1, unsupportedCount: 1 });
    expect(preview.unsupported).toEqual(
      new Map([
        [FAKE_EVERYTHING, 1],
        [screenshots, 1],
      ]),
    );
    const onlyTrip = new Map<AlbumId, AlbumChoice>([
      [FAKE_EVERYTHING, 'none'],
      [trip, 'selected'],
      [screenshots, 'excluded'],
    ]);
    expect((await reports.previewChoices(onlyTrip)).keptOut).toEqual(new Map([[screenshots, 1]]));
  });

  it('tells the days on which something was made safe, and how much of each album is', async () => {
    const trip = album('Trip');
    const other = album('Other');
    world.library.addAsset({ fileName: 'a.jpg', in: [trip], content: new Uint8Array(10) });
    world.library.addAsset({ fileName: 'b.jpg', in: [trip, other], content: new Uint8Array(20) });
    world.library.addAsset({ fileName: 'twin.jpg', content: new Uint8Array(20) });
    world.library.addAsset({ fileName: 'n.txt', in: [other], kind: 'unsupported' });
    await world.choose();
    await engine.start();
    const day = (atMs: number): string => new Date(atMs).toLocaleDateString('sv');
    const first = day(world.clock.now());
    await world.clock.advance(2 * DAY_MS);
    const second = world.clock.now();
    world.library.addAsset({ fileName: 'late.jpg', in: [other], content: new Uint8Array(5) });
    await engine.start();

    expect(await reports.readDays(0)).toEqual([
      { day: first, uploadedCount: 2, uploadedBytes: 30, duplicateCount: 1 },
      { day: day(second), uploadedCount: 1, uploadedBytes: 5, duplicateCount: 0 },
    ]);
    expect(await reports.readDays(second)).toHaveLength(1);
    world.library.addAsset({ fileName: 'new.jpg', in: [trip], content: new Uint8Array(7) });
    await engine.scan();
    expect(await reports.readAlbums()).toEqual([
      { albumId: trip, name: 'Trip', candidateCount: 3, backedUpCount: 2, backedUpBytes: 30 },
      { albumId: other, name: 'Other', candidateCount: 2, backedUpCount: 2, backedUpBytes: 25 },
    ]);
  });

  it('tells of the album of everything where no other album has photos to keep safe', async () => {
    world.library.addAsset({ fileName: 'a.jpg', in: [], content: new Uint8Array(5) });
    await engine.chooseAlbums(new Map([[FAKE_EVERYTHING, 'selected']]));
    await engine.start();
    expect(await reports.readAlbums()).toMatchObject([
      { albumId: FAKE_EVERYTHING, candidateCount: 1, backedUpCount: 1, backedUpBytes: 5 },
    ]);
  });

  it('finds the newest photos of an album for its cover', async () => {
    const trip = album('Trip');
    for (const [index, fileName] of ['a.jpg', 'b.jpg', 'film.mp4', 'c.jpg'].entries())
      world.library.addAsset({
        fileName,
        id: fileName,
        in: [trip],
        createdAtMs: index,
        isInCloud: fileName === 'c.jpg',
      });
    await engine.scan();
    expect(await reports.findNewestPictures(trip, 5)).toEqual(['b.jpg', 'a.jpg']);
    expect(await reports.findNewestPictures(FAKE_EVERYTHING, 1)).toEqual(['b.jpg']);
    expect(await reports.findNewestPictures('no such album' as AlbumId, 5)).toEqual([]);
  });

  it('cannot write', async () => {
    const driver = openNodeSqliteDriver(join(folder, 'ledger.sqlite'));
    const own = await openLedgerReports(driver);
    await expect(driver.execute('DELETE FROM albums')).rejects.toThrow('readonly');
    await own.close();
  });
});
