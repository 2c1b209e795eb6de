import { access, rename, rm, writeFile } from 'node:fs/promises';
import type { Ledger } from '@keepsake/engine';
import { isUnusableLedger, openNodeSqliteDriver, openSqliteLedger } from '@keepsake/ledger';

export interface OpenedLedger {
  readonly ledger: Ledger;
  close(): Promise<void>;
  /** Where a damaged ledger was moved before a new one was begun. */
  readonly setAside: string | undefined;
  /** The choice of albums went with a damaged ledger, and was not made anew since. */
  readonly hasLostChoice: boolean;
  /** The choice was made anew. */
  forgetLoss(): Promise<void>;
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
      // First of all: a new ledger without it would send what the person excluded.
      await writeFile(lossMarkerOf(file), '');
      await rename(file, setAside);
      for (const companion of ['-wal', '-shm'])
        await rename(file + companion, setAside + companion).catch(() => undefined);
    } catch {
      throw error;
    }
    return open(file, setAside);
  }
}

/** Stands beside a ledger for as long as its choice of albums is lost. */
const lossMarkerOf = (file: string): string => `${file}.choice-lost`;

async function open(file: string, setAside: string | undefined): Promise<OpenedLedger> {
  const marker = lossMarkerOf(file);
  const hasLostChoice = await access(marker).then(
    () => true,
    () => false,
  );
  const ledger = await openSqliteLedger(openNodeSqliteDriver(file));
  return {
    ledger,
    close: () => ledger.close(),
    setAside,
    hasLostChoice,
    forgetLoss: () => rm(marker, { force: true }),
  };
}
