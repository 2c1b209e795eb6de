import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/open-database.ts';
import type { BlobStore } from './blob-store.ts';

const PAGE = 500;
/** After each original: some ten minutes for half a million. */
const PAUSE_MS = 1;

interface WarningLog {
  warn(details: object, sentence: string): void;
}

/**
 * Looks for assets whose original is gone and says so in the log; runs beside the serving, until done or aborted.
 * Nothing is changed: whoever put the disk away may bring it back.
 */
export async function reportMissingOriginals(
  deps: { readonly db: Database; readonly store: BlobStore },
  log: WarningLog,
  signal: AbortSignal,
): Promise<void> {
  let after = '';
  while (!signal.aborted) {
    const rows = await deps.db
      .selectFrom('assets')
      .select(['id', 'path', 'size_bytes'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { id, path, size_bytes: expectedBytes } of rows) {
      if (signal.aborted) return;
      try {
        const sizeBytes = await deps.store.sizeOf(path);
        if (sizeBytes === undefined) log.warn({ asset: id, path }, 'an original is missing');
        else if (sizeBytes !== expectedBytes)
          log.warn({ asset: id, path, sizeBytes, expectedBytes }, 'an original has the wrong size');
      } catch (error) {
        log.warn({ asset: id, path, err: error }, 'an original cannot be read');
      }
      // One look at a time with a rest after each: uploads and reads go first.
      await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
