import { access, constants, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { lockDataFolder } from './data-folder-lock.ts';
import { openDatabase, type Database } from './database/open-database.ts';
import { unusableDatabase } from './database/unusable-database.ts';
import { errnoOf } from './errors/from-errno.ts';
import { StartupError } from './errors/startup-error.ts';
import { DiskBlobStore } from './storage/disk-blob-store.ts';
import { DiskPartialBlobs } from './storage/disk-partial-blobs.ts';
import { undoClaims, type UndoneClaims } from './ingest/claims.ts';
import { makePrivate } from './make-private.ts';
import { requireWholeFolder } from './require-whole-folder.ts';
import { emptyStaging } from './storage/empty-staging.ts';

/** The data folder of a running server: `keepsake.sqlite`, `originals/`, `staging/`, `uploads/` and `server.lock`. */
export interface DataFolder {
  readonly db: Database;
  readonly store: DiskBlobStore;
  readonly partials: DiskPartialBlobs;
  readonly originalsDir: string;
  /** Paths of originals that a crash had left without a row. */
  readonly undoneClaims: UndoneClaims;
  /** Closes the database and lets go of the folder. */
  close(): Promise<void>;
}

/**
 * Opens the data folder for this process alone and puts it in order: missing folders are made, the database is
 * migrated, and what a previous process left half done is cleared away.
 *
 * @throws StartupError data-folder, newer-data or data-in-use
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const databaseFile = path.join(dataDir, 'keepsake.sqlite');
  const originalsDir = path.join(dataDir, 'originals');
  const stagingDir = path.join(dataDir, 'staging');
  const uploadsDir = path.join(dataDir, 'uploads');
  await usable(dataDir, async () => {
    await requireWholeFolder({ dataDir, databaseFile, originalsDir });
    for (const folder of [originalsDir, stagingDir, uploadsDir]) await makeFolder(folder);
    for (const folder of [dataDir, originalsDir, stagingDir, uploadsDir])
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  });
  const unlock = await usable(dataDir, async () =>
    lockDataFolder(path.join(dataDir, 'server.lock'), dataDir),
  );
  let db: Database | undefined;
  try {
    await usable(dataDir, () => makePrivate(dataDir));
    const opened = await openDatabase(databaseFile);
    db = opened;
    const store = new DiskBlobStore({ originalsDir, stagingDir });
    await usable(dataDir, () => emptyStaging(stagingDir));
    const undoneClaims = await undoClaims(opened, store);
    await releaseRoom(opened);
    return {
      db: opened,
      store,
      partials: new DiskPartialBlobs(uploadsDir),
      originalsDir,
      undoneClaims,
      close: async () => {
        await opened.destroy();
        unlock();
      },
    };
  } catch (error) {
    await db?.destroy();
    unlock();
    throw unusableDatabase(databaseFile, error);
  }
}

/**
 * Makes a folder for this user alone, and those around it that are missing.
 *
 * Not `mkdir`'s own `recursive`: where the system says of a folder that it makes none in that it is missing (`/proc`),
 * Node asks again for ever.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (await isFolder(folder)) return;
    const parent = path.dirname(folder);
    if (errnoOf(error) !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent);
    await mkdir(folder, { mode: 0o700 });
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** Uploads that held room died with the process that ran them, but for those that can be gone on with. */
async function releaseRoom(db: Database): Promise<void> {
  const underWay = db.selectFrom('uploads').select('id').where('answer', 'is', null);
  await db.deleteFrom('reservations').where('id', 'not in', underWay).execute();
}

/** Brings whatever the file system says about the folder to one sentence. */
async function usable<T>(dataDir: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      'data-folder',
      `The data folder ${dataDir} cannot be used (${errnoOf(error) ?? 'unknown reason'}); check that it is a folder that this user may write to, or set KEEPSAKE_DATA to another.`,
      { cause: error },
    );
  }
}
