import { access, open, rename, rm } from 'node:fs/promises';
import { isChoiceLost, openLedgerFile, type LedgerFiles, type OpenedLedger } from '@keepsake/ledger';
import { openNodeSqliteDriver } from '@keepsake/ledger/node';

/** Opens a ledger file; one that is of no use is set aside and begun anew (V4). */
export function openLedger(file: string, nowMs: number): Promise<OpenedLedger> {
  return openLedgerFile(file, {
    files: diskLedgerFiles,
    openDriver: async (path) => openNodeSqliteDriver(path),
    nowMs,
  });
}

/** Whether what a person chose of a library went with a damaged ledger, and was not said again since. */
export function hasLostChoice(file: string): Promise<boolean> {
  return isChoiceLost(file, diskLedgerFiles);
}

const diskLedgerFiles: LedgerFiles = {
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  rename,
  remove: (path) => rm(path, { force: true }),
  async mark(path) {
    const sign = await open(path, 'a', 0o600);
    try {
      await sign.sync();
    } finally {
      await sign.close();
    }
  },
};
