import type { Database } from '../database/open-database.ts';
import type { BlobStore } from './blob-store.ts';

const PAGE = 500;

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
      .select(['id', 'path'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { id, path } of rows) {
      if (signal.aborted) return;
      try {
        await (await deps.store.open(path)).close();
      } catch (error) {
        log.warn({ asset: id, path, err: error }, 'an original cannot be read');
      }
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
