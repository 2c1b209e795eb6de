import type { AlbumChoice, AlbumRecord } from '../model/album.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import { sizeBytesOf } from '../model/asset.ts';
import type { AlbumId } from '../model/ids.ts';
import type { AssetCursor, AssetQuery, Ledger, LedgerTotals, TotalGroup } from '../ports/ledger.ts';
import { planAsset, type AlbumsById, type PlanSettings } from './plan-asset.ts';

const PAGE = 5_000;

/** The questions that people ask about assets; the others are the engine's own. */
export type AssetListing = Extract<AssetQuery, { kind: 'by-id' | 'listed' }>;

/** A library as people see it: as it stands in the ledger, or as it would stand. */
export interface LibraryView {
  readAlbums(): Promise<readonly AlbumRecord[]>;
  readAssets(query: AssetListing): Promise<readonly AssetRecord[]>;
  readTotals(): Promise<Pick<LedgerTotals, 'groups'>>;
}

/**
 * The library as it would stand if these albums were chosen so. Nothing is written, whatever happens: the plan is made
 * anew for each asset that is asked for.
 *
 * Its totals read the whole library, page by page, and are not of one moment when something is recorded meanwhile.
 */
export function supposeChoices(
  ledger: Ledger,
  choices: ReadonlyMap<AlbumId, AlbumChoice>,
  settings: PlanSettings,
): LibraryView {
  const readAlbums = async (): Promise<readonly AlbumRecord[]> =>
    (await ledger.readAlbums()).map((album) => ({
      ...album,
      choice: choices.get(album.id) ?? album.choice,
    }));
  const readAlbumsById = async (): Promise<AlbumsById> =>
    new Map((await readAlbums()).map((album) => [album.id, album]));

  return {
    readAlbums,

    async readAssets(query) {
      const albums = await readAlbumsById();
      if (query.kind === 'by-id') {
        return (await ledger.readAssets(query)).map((record) => planned(record, albums, settings));
      }
      const { standing, limit } = query;
      const found: AssetRecord[] = [];
      let after = query.after;
      for (;;) {
        const page = await ledger.readAssets({ ...query, standing: undefined, after, limit: PAGE });
        for (const record of page) {
          const supposed = planned(record, albums, settings);
          if (standing !== undefined && supposed.standing.kind !== standing) continue;
          if (found.push(supposed) >= limit) return found;
        }
        if (page.length < PAGE) return found;
        after = cursorOf(page);
      }
    },

    async readTotals() {
      const albums = await readAlbumsById();
      const groups = new Map<string, TotalGroup>();
      let after: AssetCursor | undefined;
      for (;;) {
        const page = await ledger.readAssets({
          kind: 'listed',
          standing: undefined,
          settlement: undefined,
          after,
          limit: PAGE,
        });
        for (const record of page) addTo(groups, planned(record, albums, settings));
        if (page.length < PAGE) return { groups: [...groups.values()] };
        after = cursorOf(page);
      }
    },
  };
}

/** What is out of the library keeps the standing that it had there. */
function planned(record: AssetRecord, albums: AlbumsById, settings: PlanSettings): AssetRecord {
  return record.albumIds.length === 0 ? record : { ...record, ...planAsset(record, albums, settings) };
}

function addTo(groups: Map<string, TotalGroup>, { asset, standing, settlement }: AssetRecord): void {
  const { kind: assetKind, isInCloud } = asset;
  const ignoredReason = standing.kind === 'ignored' ? standing.reason : undefined;
  const how = settlement.kind === 'backed-up' ? settlement.how : undefined;
  const key = [standing.kind, ignoredReason, settlement.kind, how, assetKind, isInCloud].join(' ');
  const before = groups.get(key);
  groups.set(key, {
    standing: standing.kind,
    ignoredReason,
    settlement: settlement.kind,
    how,
    assetKind,
    isInCloud,
    count: (before?.count ?? 0) + 1,
    sizeBytes: (before?.sizeBytes ?? 0) + sizeBytesOf(asset),
  });
}

function cursorOf(page: readonly AssetRecord[]): AssetCursor | undefined {
  const last = page.at(-1)?.asset;
  return last && { createdAtMs: last.createdAtMs, id: last.id };
}
