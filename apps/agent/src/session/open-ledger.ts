import { rename } from 'node:fs/promises';
import type { Ledger } from '@keepsake/engine';
import { isUnusableLedger, openNodeSqliteDriver, openSqliteLedger } from '@keepsake/ledger';

export interface OpenedLedger {
  readonly ledger: Ledger;
  close(): Promise<void>;
  /** Where a damaged ledger was moved before a new one was begun. */
  readonly setAside: string | undefined;
}

/**
 * Opens a ledger file. One that is damaged is set aside and begun anew: a ledger is rebuilt from the library and the
 * server, and must never stand in the way of a backup (V4).
 */
export async function openLedger(file: string, nowMs: number): Promise<OpenedLedger> {
  try {
    return await open(file, undefined);
  } catch (error) {
    // One that is busy, or on a full disk, is as good as before.
    if (!isUnusableLedger(error)) throw error;
    const setAside = `${file}.damaged-${nowMs}`;
    try {
      await rename(file, setAside);
      for (const companion of ['-wal', '-shm'])
        await rename(file + companion, setAside + companion).catch(() => undefined);
    } catch {
      throw error;
    }
    return open(file, setAside);
  }
}

async function open(file: string, setAside: string | undefined): Promise<OpenedLedger> {
  const ledger = await openSqliteLedger(openNodeSqliteDriver(file));
  return { ledger, close: () => ledger.close(), setAside };
}
