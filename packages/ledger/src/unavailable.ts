import { BackupError } from '@keepsake/engine';

/** Why a ledger file is of no use, now and later: only another file helps. */
class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}

/** Says that a file cannot be used as a ledger; see `isUnusableLedger`. */
export function unusable(sentence: string, cause?: unknown): BackupError {
  return new BackupError('ledger-unavailable', sentence, { cause: new UnusableFile(sentence, { cause }) });
}

/** Says that a file holds what no ledger would have written. */
export function damaged(what: string, cause?: unknown): BackupError {
  return unusable(`The ledger file is damaged (${what}).`, cause);
}

/** Reads JSON that a ledger has stored; what is none was damaged. */
export function parseStored<Value>(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    throw damaged('what was stored is cut or overwritten', error);
  }
}

/** Turns what a driver threw into the one error of ledgers; a `BackupError` stays what it is. */
export function unavailable(error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  // SQLite's own words for SQLITE_NOTADB and SQLITE_CORRUPT, the same on every platform, and for stored text that is
  // no JSON any more: what is given to a statement always is.
  if (/file is not a database|disk image is malformed|malformed JSON/.test(reason)) {
    return damaged(reason, error);
  }
  return new BackupError('ledger-unavailable', `The ledger cannot be read or written: ${reason}.`, {
    cause: error,
  });
}

/**
 * Whether a `ledger-unavailable` error means that the file itself is of no use: damaged, not a ledger, or written by a
 * newer version. Such a file may be set aside and the ledger rebuilt. A ledger that is busy, on a full disk or without
 * permission is not meant: setting it aside would throw the person's choices away.
 */
export function isUnusableLedger(error: unknown): boolean {
  return error instanceof BackupError && error.cause instanceof UnusableFile;
}
