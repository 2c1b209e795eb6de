import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Makes an answer of thousands longer than a connection takes in one go. */
const LONG = '-'.repeat(1000);

/**
 * Adds assets to the library of a server's first user, as rows alone, and one album with them all.
 *
 * @returns the album's id, and those of the assets, newest first
 */
export function fillLibrary(
  { dataDir }: { readonly dataDir: string },
  count: number,
): { readonly albumId: string; readonly ids: readonly string[] } {
  const database = new DatabaseSync(path.join(dataDir, 'keepsake.sqlite'));
  try {
    const owner = String(database.prepare('select id from users order by created_at').get()?.['id']);
    const albumId = randomUUID();
    const start = '2024-01-01T00:00:00.000Z';
    database.exec('begin');
    database
      .prepare(`insert into albums values (?, ?, 'Everything', 'Everything', '', ?, ?)`)
      .run(albumId, owner, start, start);
    const addAsset = database.prepare(
      `insert into assets (id, owner_id, checksum, size_bytes, kind, file_name, path, path_key, file_created_at,
        file_modified_at, local_date_time, is_favorite, visibility, created_at, updated_at)
      values (?1, ?2, ?3, 1, 'image', ?4, ?4, ?4, ?5, ?5, ?5, 0, 'timeline', ?5, ?5)`,
    );
    const addToAlbum = database.prepare('insert into album_assets values (?, ?, ?)');
    const ids = Array.from({ length: count }, (_, index) => {
      const id = randomUUID();
      const takenAt = new Date(Date.parse(start) + index * 60_000).toISOString();
      addAsset.run(id, owner, createHash('sha1').update(id).digest('hex'), `${index}${LONG}.jpg`, takenAt);
      addToAlbum.run(albumId, id, start);
      return id;
    });
    database.exec('commit');
    return { albumId, ids: ids.reverse() };
  } finally {
    database.close();
  }
}
