import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

/** Which bytes a row says lie where, below `originals/`. */
interface KeptFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-1 in hex. */
  readonly checksum: string;
}

/** An asset as the database of a data folder tells of it. */
export interface KeptRow extends KeptFile {
  readonly id: string;
  readonly isTrashed: boolean;
  /** The motion part that it is shown with. */
  readonly motionId: string | undefined;
  /** The one that it has, then those before it. */
  readonly sidecars: readonly KeptFile[];
}

export function keptRows(dataDir: string): readonly KeptRow[] {
  return withDatabase(dataDir, (query) => {
    const earlier = Map.groupBy(
      query('select asset_id, path, size_bytes, checksum from earlier_sidecars'),
      (row) => String(row['asset_id']),
    );
    return query(
      `select id, checksum, path, size_bytes, trashed_at, live_photo_video_id,
         sidecar_path, sidecar_size_bytes, sidecar_checksum from assets`,
    ).map((row) => ({
      ...fileOf(row),
      id: String(row['id']),
      isTrashed: row['trashed_at'] !== null,
      motionId: row['live_photo_video_id'] === null ? undefined : String(row['live_photo_video_id']),
      sidecars: [
        ...(row['sidecar_path'] === null ? [] : [fileOf(row, 'sidecar_')]),
        ...(earlier.get(String(row['id'])) ?? []).map((sidecar) => fileOf(sidecar)),
      ],
    }));
  });
}

/** How many files of deleted assets are still to be removed. */
export function countRemovals(dataDir: string): number {
  return withDatabase(dataDir, (query) => query('select path from removals').length);
}

type Row = Readonly<Record<string, SQLOutputValue>>;

function fileOf(row: Row, prefix = ''): KeptFile {
  return {
    path: String(row[`${prefix}path`]),
    sizeBytes: Number(row[`${prefix}size_bytes`]),
    checksum: String(row[`${prefix}checksum`]),
  };
}

/** Reads one moment of the database. */
function withDatabase<T>(dataDir: string, read: (query: (sql: string) => readonly Row[]) => T): T {
  const database = new DatabaseSync(join(dataDir, 'keepsake.sqlite'), { readOnly: true });
  try {
    database.exec('begin');
    return read((sql) => database.prepare(sql).all());
  } finally {
    database.close();
  }
}
