import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { isPathNamed } from '../database/is-path-named.ts';
import type { Database } from '../database/open-database.ts';
import { withoutWaitingForDisk } from '../database/without-waiting-for-disk.ts';
import { errnoOf } from '../errors/from-errno.ts';
import { errorCodeOf } from '../errors/server-error.ts';
import type { ArrivedBlob, BlobStore } from '../storage/blob-store.ts';

/**
 * Notes that a blob is about to get this path, before it does. The transaction that writes its row takes the note
 * away; a note that outlives its process names an original that nobody was told of.
 */
export async function noteClaim(db: Database, path: string, staged: ArrivedBlob): Promise<void> {
  const claim = { path, size_bytes: staged.sizeBytes, checksum: staged.checksum() };
  await withoutWaitingForDisk(db, (connection) =>
    connection
      .insertInto('claims')
      .values(claim)
      .onConflict((conflict) => conflict.column('path').doUpdateSet(claim))
      .execute(),
  );
}

/** Takes a note away whose blob was not, or is no longer, under its path. */
export async function dropClaim(db: Database, path: string): Promise<void> {
  await withoutWaitingForDisk(db, (connection) =>
    connection.deleteFrom('claims').where('path', '=', path).execute(),
  );
}

/**
 * Removes the originals that a previous process put in place without getting to write their rows; to be called before
 * the first upload. Walks nothing, and removes only what it can tell to be the server's own: the empty file that
 * holds a name, or exactly the bytes of the note. What a row names stays, whatever its note says.
 *
 * One that the disk does not let be read keeps no server from starting: its note stays for the next start.
 */
export async function undoClaims(db: Database, store: BlobStore): Promise<UndoneClaims> {
  const removed: string[] = [];
  const unreadable: string[] = [];
  for (const claim of await db.selectFrom('claims').selectAll().execute()) {
    try {
      if (!(await isPathNamed(db, claim.path)) && (await isClaimed(store, claim))) {
        await store.remove(claim.path);
        removed.push(claim.path);
      }
    } catch (error) {
      if (errnoOf(error) === undefined && errorCodeOf(error) !== 'unavailable') throw error;
      unreadable.push(claim.path);
      continue;
    }
    await dropClaim(db, claim.path);
  }
  return { removed, unreadable };
}

/** Paths of originals that nobody was told of. */
export interface UndoneClaims {
  readonly removed: readonly string[];
  /** Still there: the disk did not let them be read or removed. */
  readonly unreadable: readonly string[];
}

async function isClaimed(
  store: BlobStore,
  claim: { readonly path: string; readonly size_bytes: number; readonly checksum: string },
): Promise<boolean> {
  const blob = await store.open(claim.path).catch((error: unknown) => {
    if (errorCodeOf(error) === 'not-found') return undefined;
    throw error;
  });
  if (blob === undefined) return false;
  if (blob.sizeBytes === 0 || blob.sizeBytes !== claim.size_bytes) {
    await blob.close();
    return blob.sizeBytes === 0;
  }
  const hash = createHash('sha1');
  await pipeline(blob.read({ start: 0, end: blob.sizeBytes - 1 }), hash);
  return hash.digest('hex') === claim.checksum;
}
