import type { AlbumRecord } from '../model/album.ts';
import type { AssetRecord, Standing } from '../model/asset-record.ts';
import type { AlbumId } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';

/** What the plan reads of the albums: each by its id. */
export type AlbumsById = ReadonlyMap<AlbumId, AlbumRecord>;

export interface AssetPlan {
  readonly standing: Standing;
  /** Server albums that the asset belongs in, by name (A9). Empty for what is no candidate. */
  readonly albumNames: readonly string[];
}

/** What the plan reads of the settings. */
export type PlanSettings = Pick<Settings, 'cutOffAtMs' | 'ignoreIcloudAssets'>;

/**
 * What the person's choice of albums makes of one asset: observed × albums → standing (A2). Pure.
 *
 * What is not a photo or video is told first, since no choice of albums could change it; what the settings leave out (A12, I2)
 * last, since it would be backed up but for them.
 */
export function planAsset(
  record: Pick<AssetRecord, 'asset' | 'albumIds'>,
  albums: AlbumsById,
  settings: PlanSettings,
): AssetPlan {
  const { asset } = record;
  if (asset.kind === 'unsupported') return ignored('unsupported-type');
  const containing = record.albumIds.map((id) => albums.get(id)).filter((album) => album !== undefined);

  const excluding = containing.filter((album) => album.choice === 'excluded').sort(byId)[0];
  if (excluding !== undefined)
    return { standing: { kind: 'excluded', byAlbum: excluding.id }, albumNames: [] };

  if (!containing.some((album) => album.choice === 'selected')) {
    return { standing: { kind: 'not-selected' }, albumNames: [] };
  }
  if (settings.cutOffAtMs !== null && asset.createdAtMs < settings.cutOffAtMs)
    return ignored('before-cut-off');
  if (settings.ignoreIcloudAssets && asset.isInCloud) return ignored('in-cloud');
  return { standing: { kind: 'candidate' }, albumNames: albumNamesOf(containing) };
}

const ignored = (reason: (Standing & { kind: 'ignored' })['reason']): AssetPlan => ({
  standing: { kind: 'ignored', reason },
  albumNames: [],
});

/**
 * The selected albums' names and, when everything is selected, those of the albums that hold the asset (A3). Of nested
 * albums that nobody selected by name only the innermost counts: `2023/Sardinia/beach.jpg` belongs in "Sardinia". The album of everything
 * names none (A4). Names are compared after Unicode NFC (S3).
 */
function albumNamesOf(containing: readonly AlbumRecord[]): readonly string[] {
  const everythingIsSelected = containing.some(
    (album) => album.kind === 'everything' && album.choice === 'selected',
  );
  const parents = new Set(containing.map((album) => album.parentId));
  const naming = containing.filter(
    (album) =>
      album.kind === 'ordinary' &&
      (album.choice === 'selected' || (everythingIsSelected && !parents.has(album.id))),
  );
  return [...new Set(naming.map((album) => album.name.normalize('NFC')))].sort();
}

const byId = (a: AlbumRecord, b: AlbumRecord): number => (a.id < b.id ? -1 : 1);
