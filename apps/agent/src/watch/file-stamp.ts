import { stat } from 'node:fs/promises';

/** Text that differs after a file was written, made or removed; the contents are not read. Never fails. */
export async function fileStamp(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return 'none';
  }
}

/**
 * The same for a ledger. What is written to it goes to a log beside it first; one that is empty only tells that somebody
 * has the ledger open.
 */
export async function stampLedger(path: string): Promise<string> {
  const log = await stat(`${path}-wal`).catch(() => undefined);
  const written = log === undefined || log.size === 0 ? '' : ` ${log.mtimeMs}:${log.size}`;
  return `${await fileStamp(path)}${written}`;
}
