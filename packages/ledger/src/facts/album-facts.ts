import type { AlbumChoice, AlbumId, DeviceAlbum } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';
import { raisePlanRevision, readValue } from '../state.ts';
import type { Fact } from './batches.ts';
import { leaveAlbums } from './leave-albums.ts';
import type { ScanMarks } from './scan-marks.ts';

interface KnownAlbum {
  readonly album: number;
  readonly id: AlbumId;
  readonly isListed: 0 | 1;
  readonly name: string;
  readonly kind: string;
  readonly parentId: AlbumId | null;
}

/** Replaces the list of albums; of those that are missing only the person's choice is kept. */
export async function listAlbums(
  driver: SqlDriver,
  marks: ScanMarks,
  { albums }: Fact<'albums-listed'>,
): Promise<void> {
  const listed = new Map(albums.map((album) => [album.id, album]));
  const known = await driver.all<KnownAlbum>(
    'SELECT album, id, is_listed AS isListed, name, kind, parent_id AS parentId FROM albums',
    {},
  );
  const missing = known.filter(({ id }) => !listed.has(id)).map(({ album }) => album);
  if (missing.length > 0) await forgetAlbums(driver, marks, missing);
  const renamed = known.filter((before) => {
    const now = listed.get(before.id);
    return now !== undefined && !meansTheSame(before, now);
  });
  for (const { album } of renamed) await unplanMembers(driver, album);

  const rows = [...listed.values()].map(({ id, name, kind, parentId, marker, assetCount }) => [
    id,
    name,
    kind,
    parentId ?? null,
    marker,
    assetCount,
  ]);
  await driver.run(
    `INSERT INTO albums (id, is_listed, name, kind, parent_id, marker, asset_count)
     SELECT value ->> 0, 1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
     FROM json_each($rows) WHERE TRUE
     ON CONFLICT (id) DO UPDATE SET is_listed = 1, name = excluded.name, kind = excluded.kind,
       parent_id = excluded.parent_id, marker = excluded.marker, asset_count = excluded.asset_count`,
    { $rows: JSON.stringify(rows) },
  );
}

/** Takes the person's choice, also of an album that is not listed yet; what was chosen before changes nothing. */
export async function chooseAlbum(
  driver: SqlDriver,
  { albumId, choice }: Fact<'album-chosen'>,
): Promise<void> {
  const [known] = await driver.all<{ album: number; choice: AlbumChoice }>(
    'SELECT album, choice FROM albums WHERE id = $id',
    { $id: albumId },
  );
  if ((known?.choice ?? 'none') === choice) return;
  if (known === undefined) {
    await driver.run('INSERT INTO albums (id, choice) VALUES ($id, $choice)', {
      $id: albumId,
      $choice: choice,
    });
    return raisePlanRevision(driver);
  }
  await driver.run('UPDATE albums SET choice = $choice, backed_up_at_ms = NULL WHERE album = $album', {
    $choice: choice,
    $album: known.album,
  });
  await unplanMembers(driver, known.album);
  await raisePlanRevision(driver);
}

/** Moves an album's last backup time. */
export async function backUpAlbum(
  driver: SqlDriver,
  { albumId, atMs, planRevision }: Fact<'album-backed-up'>,
): Promise<void> {
  const current = (await readValue(driver, 'planRevision')) ?? 0;
  if (planRevision !== undefined && planRevision !== current) return;
  await driver.run('UPDATE albums SET backed_up_at_ms = $at WHERE id = $id', { $id: albumId, $at: atMs });
}

async function forgetAlbums(driver: SqlDriver, marks: ScanMarks, albums: readonly number[]): Promise<void> {
  for (const album of albums) marks.forget(album);
  const $albums = JSON.stringify(albums);
  await driver.run(
    `INSERT INTO leaving SELECT DISTINCT m.asset
     FROM json_each($albums) f CROSS JOIN memberships m ON m.album = f.value`,
    { $albums },
  );
  await driver.run('DELETE FROM memberships WHERE album IN (SELECT value FROM json_each($albums))', {
    $albums,
  });
  await leaveAlbums(driver, (await readValue(driver, 'lastEnumeratedAtMs')) ?? 0);
  await driver.run(
    "DELETE FROM albums WHERE album IN (SELECT value FROM json_each($albums)) AND choice = 'none'",
    { $albums },
  );
  await driver.run(
    `UPDATE albums SET is_listed = 0, enumerated_marker = NULL, enumerated_scan_id = 0, enumerated_at_ms = NULL,
       seen_scan_id = 0, backed_up_at_ms = NULL
     WHERE album IN (SELECT value FROM json_each($albums))`,
    { $albums },
  );
}

async function unplanMembers(driver: SqlDriver, album: number): Promise<void> {
  await driver.run(
    `UPDATE assets SET is_planned = 0
     WHERE asset IN (SELECT asset FROM memberships WHERE album = $album) AND is_planned = 1`,
    { $album: album },
  );
}

/** Whether the plan reads the same from both. */
function meansTheSame(before: KnownAlbum, now: DeviceAlbum): boolean {
  const isSamePlace = before.parentId === (now.parentId ?? null);
  return before.isListed === 1 && before.name === now.name && before.kind === now.kind && isSamePlace;
}
