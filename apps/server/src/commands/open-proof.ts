import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createGroupCommit } from '../database/group-commit.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { ProofDeps } from '../proof/examine.ts';
import { DiskBlobStore } from '../storage/disk-blob-store.ts';
import { withDatabase } from './open-beside-server.ts';

/**
 * Runs work on the rows and files of a data folder, whether a server is running on it or not; one may start meanwhile.
 *
 * @throws StartupError when there is no database or no folder of originals, or the running server is of another version
 */
export async function withProof<T>(dataDir: string, work: (deps: ProofDeps) => Promise<T>): Promise<T> {
  const originalsDir = path.join(dataDir, 'originals');
  const run = async (db: ProofDeps['db']): Promise<T> => {
    if (!(await isFolder(originalsDir)))
      throw new StartupError(
        'data-folder',
        `${dataDir} has a database but no originals folder; check that its disk is mounted, or restore the folder.`,
      );
    const store = new DiskBlobStore({ originalsDir, stagingDir: path.join(dataDir, 'staging') });
    return work({ db, store, commit: createGroupCommit(db), now: () => new Date() });
  };
  return withDatabase(dataDir, run, { letsServerStart: true });
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
