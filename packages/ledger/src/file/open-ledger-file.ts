import { BackupError, type Ledger } from '@keepsake/engine';
import { openSqliteLedger } from '../open-sqlite-ledger.ts';
import type { SqlDriver } from '../sql-driver.ts';
import { isUnusableLedger, unusable } from '../unavailable.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { watchedLedger } from './watched-ledger.ts';
import { whileAlone } from './while-alone.ts';

export interface LedgerFileDeps {
  readonly files: LedgerFiles;
  /** Connects to the database in a file, which is made when it is missing. */
  readonly openDriver: (path: string) => Promise<SqlDriver>;
  /** Names what is set aside. */
  readonly nowMs: number;
}

/** A ledger in its place. */
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

/** Signs that stand beside a ledger, by the name of its file. */
const SIGNS = {
  /** A ledger was whole here once, so that an empty file is none that is just being made. */
  begun: '.begun',
  /** A call found it damaged in the middle; the next one who opens it sets it aside. */
  foundDamaged: '.found-damaged',
  /** Its choice of albums is lost. */
  choiceLost: '.choice-lost',
  /** What whoever sets it aside holds meanwhile. */
  settingAside: '.setting-aside',
} as const;

/**
 * Opens a ledger file. One that is damaged, cut, empty, of something else or of a newer version is set aside and begun
 * anew: a ledger is rebuilt from the library and the server, and must never stand in the way of a backup (V4).
 *
 * Reading a whole ledger before each use would take seconds, so damage in the middle shows when it is met: that call
 * fails, the file is signed, and is set aside when it is opened next. Error: `ledger-unavailable`, when the file cannot
 * be used now but is as good as before (busy, a full disk, no permission), or cannot be set aside.
 */
export async function openLedgerFile(path: string, deps: LedgerFileDeps): Promise<OpenedLedger> {
  try {
    return await openAsItIs(path, deps);
  } catch (error) {
    // One that is busy, or on a full disk, is as good as before.
    if (!isUnusableLedger(error)) throw error;
    const beginAnew = async (): Promise<OpenedLedger> => {
      const setAside = await setLedgerAside(path, deps);
      return open(path, setAside, deps);
    };
    return whileAlone(deps.openDriver, path + SIGNS.settingAside, async () => {
      // Another process may have been faster, and a new ledger be there already.
      const other = await openAsItIs(path, deps).catch((again: unknown) => {
        if (isUnusableLedger(again)) return undefined;
        throw again;
      });
      return other ?? (await beginAnew());
    }).catch((failure: unknown) => {
      throw failure instanceof BackupError ? failure : error;
    });
  }
}

/**
 * Whether the choice of albums went with a damaged ledger, and was not made anew since; what the one that was begun in its place tells of
 * the choice is not what the person said.
 */
export function isChoiceLost(path: string, files: Pick<LedgerFiles, 'exists'>): Promise<boolean> {
  return files.exists(path + SIGNS.choiceLost);
}

async function openAsItIs(path: string, deps: LedgerFileDeps): Promise<OpenedLedger> {
  if (await deps.files.exists(path + SIGNS.foundDamaged))
    throw unusable('The ledger file was found damaged.');
  return open(path, undefined, deps);
}

async function open(
  path: string,
  setAside: string | undefined,
  { files, openDriver }: LedgerFileDeps,
): Promise<OpenedLedger> {
  const wasBegun = (await files.exists(path + SIGNS.begun)) && (await files.exists(path));
  const ledger = await openSqliteLedger(await openDriver(path), { mayBeEmpty: !wasBegun });
  if (!wasBegun) await files.mark(path + SIGNS.begun).catch(() => undefined);
  const forgetLoss = (): Promise<void> => files.remove(path + SIGNS.choiceLost);
  let hasLostChoice = await isChoiceLost(path, files);
  if (hasLostChoice && (await holdsChoice(ledger))) {
    // Setting it aside was cut short before it was moved, or forgetting the loss after the choice was made anew.
    await forgetLoss();
    hasLostChoice = false;
  }
  return {
    // A sign that cannot be left changes nothing about the error that is told.
    ledger: watchedLedger(ledger, () => files.mark(path + SIGNS.foundDamaged).catch(() => undefined)),
    close: () => ledger.close(),
    setAside,
    hasLostChoice,
    forgetLoss,
  };
}

async function holdsChoice(ledger: Awaited<ReturnType<typeof openSqliteLedger>>): Promise<boolean> {
  try {
    return (await ledger.readAlbums()).some(({ choice }) => choice !== 'none');
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

/** Returns where the file is now; undefined when a run before this one was cut short after it had moved it. */
async function setLedgerAside(path: string, { files, nowMs }: LedgerFileDeps): Promise<string | undefined> {
  const target = `${path}.damaged-${nowMs}`;
  const isThere = await files.exists(path);
  if (isThere) {
    // First of all: a new ledger without it would send what the person excluded.
    await files.mark(path + SIGNS.choiceLost);
    await files.rename(path, target);
    for (const companion of ['-wal', '-shm']) {
      // One that is not there, mostly. What stays behind is thrown away by SQLite: it belongs to no new database.
      await files.rename(path + companion, target + companion).catch(() => undefined);
    }
  }
  await files.remove(path + SIGNS.foundDamaged);
  return isThere ? target : undefined;
}
