import { afterEach, describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  type AlbumChoice,
  type AlbumId,
  type AssetId,
  type AssetListing,
  type AssetRecord,
  type BackupController,
  type BackupSnapshot,
} from '@keepsake/engine';
import type { ControllerWorld } from './controller-world.ts';

type Listing = Extract<AssetListing, { kind: 'listed' }>;

const NO_ASSET = 'no such asset' as AssetId;

/** What every controller must do for whoever knows nothing else: a screen. */
export function describeBackupController(name: string, openWorld: () => Promise<ControllerWorld>): void {
  describe(`${name} as a backup controller`, () => {
    const worlds: ControllerWorld[] = [];
    /** Three photos in two albums, looked at. */
    const open = async (): Promise<ControllerWorld> => {
      const world = await openWorld();
      worlds.push(world);
      await world.addPhoto('beach.jpg', 'Trips', bytes(1_000, 1));
      await world.addPhoto('forum.jpg', 'Trips', bytes(2_000, 2));
      await world.addPhoto('error.jpg', 'Screenshots', bytes(500, 3));
      expect(await world.controller.scan()).toEqual({ kind: 'completed' });
      return world;
    };
    afterEach(async () => {
      for (const world of worlds.splice(0)) await world.close();
    });

    it('[T1] counts what a scan found, in the snapshot and in the status alike', async () => {
      const { controller } = await open();
      const { statistics, waiting } = await controller.readStatus();
      expect(statistics).toMatchObject({ libraryCount: 3, notSelectedCount: 3, waitingCount: 0 });
      expect(waiting['its-turn']).toEqual({ count: 0, sizeBytes: 0 });
      await until(controller, (snapshot) => snapshot.statistics?.libraryCount === 3);
      expect(controller.snapshot()).toMatchObject({ activity: { kind: 'idle' }, statistics, transfers: [] });
    });

    it('[A1] keeps the choice of albums, and lets an unknown one change nothing', async () => {
      const { controller } = await open();
      const choices = new Map(
        [...(await albumsByName(controller))].map(([album, id]) => [id, choiceOf(album)]),
      );
      await controller.chooseAlbums(choices);
      await controller.chooseAlbums(new Map([['no such album' as AlbumId, 'selected']]));
      await controller.scan();
      const albums = await controller.listAlbums();
      expect(albums.map(({ choice, id }) => [choice, choices.get(id)])).toEqual(
        albums.map(({ choice }) => [choice, choice]),
      );
      expect((await controller.readStatus()).statistics).toMatchObject({ excludedCount: 1, waitingCount: 2 });
    });

    it('[A2] supposes a choice in a scan, and records it in a run', async () => {
      const { controller } = await open();
      const chooseAlbums = (albums: Awaited<ReturnType<BackupController['listAlbums']>>) =>
        new Map(albums.map((album) => [album.id, choiceOf(album.name)]));
      expect(await controller.scan({ chooseAlbums })).toEqual({ kind: 'completed' });
      expect((await controller.readStatus()).statistics.excludedCount).toBe(1);
      await controller.scan();
      expect((await controller.readStatus()).statistics.notSelectedCount).toBe(3);
      expect(await controller.start({ chooseAlbums })).toEqual({ kind: 'completed' });
      expect((await controller.readStatus()).statistics).toMatchObject({
        uploadedCount: 2,
        excludedCount: 1,
      });
    });

    it('[P3] tells whoever observes of a run to its end, and nobody who went', async () => {
      const { controller } = await open();
      await chooseAll(controller);
      // Or the next run, which begins by itself after this one, is seen as well.
      await controller.changeSettings({ backgroundBackup: false });
      const seen: BackupSnapshot[] = [];
      const left: BackupSnapshot[] = [];
      const unsubscribe = controller.subscribe((snapshot) => seen.push(snapshot));
      controller.subscribe((snapshot) => left.push(snapshot))();
      expect(await controller.start()).toEqual({ kind: 'completed' });
      await until(controller, ({ lastOutcome }) => lastOutcome?.kind === 'completed');
      expect(seen.at(-1)).toEqual(controller.snapshot());
      expect(seen.at(-1)).toMatchObject({
        activity: { kind: 'idle' },
        progress: { settledCount: 3, totalCount: 3, uploadedCount: 3 },
        statistics: { uploadedCount: 3, candidates: { totalCount: 3, backedUpCount: 3, waitingBytes: 0 } },
        lastOutcome: { kind: 'completed' },
      });
      expect(controller.snapshot().lastBackupAtMs).toBeTypeOf('number');
      expect(controller.snapshot().storage).toBeDefined();
      expect(left).toEqual([]);
      unsubscribe();
      const count = seen.length;
      await controller.scan();
      await until(controller, ({ activity }) => activity.kind === 'idle');
      expect(seen).toHaveLength(count);
    });

    it('[U7] turns a second run away, stops at a word, and goes on with the next', async () => {
      const { controller, holdServer } = await open();
      await chooseAll(controller);
      const release = await holdServer();
      const first = controller.start();
      await until(controller, ({ activity }) => activity.kind !== 'idle');
      expect(await controller.start()).toEqual({ kind: 'already-running' });
      expect(await controller.verify({ isDeep: false })).toEqual({
        outcome: { kind: 'already-running' },
        report: undefined,
      });
      controller.cancel();
      expect(await first).toEqual({ kind: 'cancelled' });
      release();
      expect(await controller.start()).toEqual({ kind: 'completed' });
      expect((await controller.readStatus()).statistics.uploadedCount).toBe(3);
      controller.cancel();
    });

    it('[A13] lists assets page by page, and says why of each', async () => {
      const { controller } = await open();
      await controller.start({
        chooseAlbums: (albums) => new Map(albums.map(({ id, name: album }) => [id, choiceOf(album)])),
      });
      const names: string[] = [];
      let record: AssetRecord | undefined;
      for (let after; ;) {
        const page = await controller.listAssets({
          kind: 'listed',
          standing: undefined,
          settlement: undefined,
          after,
          limit: 2,
        });
        names.push(...page.map(({ asset }) => asset.original.fileName));
        record = page.find(({ asset }) => asset.original.fileName === 'beach.jpg') ?? record;
        const last = page.at(-1)?.asset;
        if (last === undefined) break;
        after = { createdAtMs: last.createdAtMs, id: last.id };
      }
      expect(names.sort()).toEqual(['beach.jpg', 'error.jpg', 'forum.jpg']);
      if (record === undefined) throw new Error('the record is missing');
      expect(record).toMatchObject({
        asset: { kind: 'image', original: { sizeBytes: 1_000 }, isInCloud: false },
        standing: { kind: 'candidate' },
        settlement: { kind: 'backed-up', how: 'uploaded' },
        isWantedAgain: false,
      });
      const cameTo = async (how: 'uploaded' | 'duplicate') =>
        (
          await controller.listAssets({
            kind: 'listed',
            standing: undefined,
            settlement: 'backed-up',
            how,
            after: undefined,
            limit: 9,
          })
        ).map(({ asset }) => asset.original.fileName);
      expect(await cameTo('uploaded')).toContain('beach.jpg');
      expect(await cameTo('duplicate')).toEqual([]);
      expect([record.asset.motion, record.asset.durationMs]).toEqual([undefined, undefined]);
      const ids = [record.asset.id, NO_ASSET];
      // A run that comes by itself may have proven it once more meanwhile.
      const { proof: _proof, ...told } = record;
      expect(await controller.listAssets({ kind: 'by-id', ids })).toMatchObject([told]);
      expect(await controller.explain(record.asset.id)).toMatchObject({
        record: told,
        why: { kind: 'backed-up' },
      });
      expect(await controller.explain(NO_ASSET)).toBeUndefined();
      const excluded = await controller.listAssets({
        kind: 'listed',
        standing: 'excluded',
        settlement: undefined,
        after: undefined,
        limit: 9,
      });
      const why = (await controller.explain(excluded[0]?.asset.id as AssetId))?.why;
      expect(why).toMatchObject({ kind: 'excluded', albumName: 'Screenshots' });
    });

    it('[A13] lists what is in an album, and what is of some kinds', async () => {
      const { controller } = await open();
      const trips = (await albumsByName(controller)).get('Trips');
      const listed = async (query: Pick<Listing, 'albumId' | 'assetKinds'>) =>
        (
          await controller.listAssets({
            kind: 'listed',
            standing: undefined,
            settlement: undefined,
            after: undefined,
            limit: 9,
            ...query,
          })
        )
          .map(({ asset }) => asset.original.fileName)
          .sort();
      if (trips === undefined) throw new Error('the album is missing');
      expect(await listed({ albumId: trips })).toEqual(['beach.jpg', 'forum.jpg']);
      expect(await listed({ albumId: 'no such album' as AlbumId })).toEqual([]);
      expect(await listed({ assetKinds: ['image', 'video'] })).toHaveLength(3);
      expect(await listed({ assetKinds: ['unsupported'], albumId: trips })).toEqual([]);
      // The same where a choice is only supposed.
      await controller.scan({ chooseAlbums: () => new Map([[trips, 'excluded']]) });
      expect(await listed({ albumId: trips, assetKinds: ['image'] })).toEqual(['beach.jpg', 'forum.jpg']);
      expect(await listed({ assetKinds: ['video'] })).toEqual([]);
    });

    it('[E4] tries nothing again that did not fail', async () => {
      const { controller } = await open();
      expect(await controller.retry('all-failed')).toBe(0);
      expect(await controller.retry([NO_ASSET])).toBe(0);
      expect(await controller.uploadAgain('all-deleted')).toBe(0);
      expect(await controller.uploadAgain([NO_ASSET])).toBe(0);
    });

    it('[N2] keeps settings, what is left out as it was', async () => {
      const { controller } = await open();
      expect(await controller.readSettings()).toEqual(DEFAULT_SETTINGS);
      await controller.changeSettings({ syncAlbums: true, cutOffAtMs: 1_700_000_000_000.5 });
      await controller.changeSettings({ order: 'photos-before-videos' });
      const changed = { syncAlbums: true, order: 'photos-before-videos', cutOffAtMs: 1_700_000_000_000.5 };
      expect(await controller.readSettings()).toEqual({ ...DEFAULT_SETTINGS, ...changed });
      await controller.changeSettings({ cutOffAtMs: null });
      expect((await controller.readSettings()).cutOffAtMs).toBeNull();
    });

    it('[V1][V2] proves what is backed up, and proposes what is proven', async () => {
      const { controller } = await open();
      await chooseAll(controller);
      await controller.start();
      expect((await controller.proposeFreeing()).records).toEqual([]);
      const { outcome, report } = await controller.verify({ isDeep: true });
      expect(outcome).toEqual({ kind: 'completed' });
      expect(report).toMatchObject({
        checkedCount: 3,
        soundCount: 3,
        missingCount: 0,
        isDeep: true,
        differing: [],
      });
      await until(controller, ({ lastVerifiedAtMs }) => lastVerifiedAtMs !== undefined);
      const proposal = await controller.proposeFreeing();
      expect(proposal).toMatchObject({ sizeBytes: 3_500, unprovenCount: 0 });
      expect(proposal.records).toHaveLength(3);
      // Nothing here removes originals.
      const freed = await controller.freeSpace(proposal.records.map(({ asset }) => asset.id));
      expect(freed.outcome.kind).toBe('stopped');
      expect(freed.result).toBeUndefined();
    });
  });
}

const bytes = (length: number, seed: number): Uint8Array => new Uint8Array(length).fill(seed);

const choiceOf = (albumName: string): AlbumChoice => (albumName === 'Screenshots' ? 'excluded' : 'selected');

async function albumsByName(controller: BackupController): Promise<ReadonlyMap<string, AlbumId>> {
  return new Map((await controller.listAlbums()).map(({ id, name }) => [name, id]));
}

async function chooseAll(controller: BackupController): Promise<void> {
  const everything = (await controller.listAlbums()).find(({ kind }) => kind === 'everything');
  if (everything === undefined) throw new Error('there is no album of everything');
  await controller.chooseAlbums(new Map([[everything.id, 'selected']]));
}

/** Waits for a snapshot; it may have been told already. */
function until(controller: BackupController, passes: (snapshot: BackupSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    let unsubscribe = (): void => undefined;
    const look = (snapshot: BackupSnapshot): void => {
      if (!passes(snapshot)) return;
      unsubscribe();
      resolve();
    };
    unsubscribe = controller.subscribe(look);
    look(controller.snapshot());
  });
}
