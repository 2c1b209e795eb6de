import type { AlbumChoice, AlbumId, AssetId, AssetRecord } from '@keepsake/engine';
import type { SqlDriver } from '../sql-driver.ts';
import { inTransaction } from '../transaction.ts';
import { Turns } from '../turns.ts';
import { findNewestPictures } from './find-newest-pictures.ts';
import { previewChoices } from './preview-choices.ts';
import { readAlbumUse } from './read-album-use.ts';
import { readDays } from './read-days.ts';
import type { AlbumReport, AssetSearch, ChoicePreview, DayReport } from './report-types.ts';
import { searchAssets } from './search-assets.ts';

/**
 * Questions about a ledger that screens ask and the engine does not. Nothing is written. Each answer is of one moment;
 * Error of all: `ledger-unavailable`.
 */
export interface LedgerReports {
  /** Assets of the library whose file name or album has each of the words in it, whatever the case and accents, or that are what the word means; newest first. */
  search(query: AssetSearch): Promise<readonly AssetRecord[]>;
  /** Albums that are not named keep their choice. */
  previewChoices(choices: ReadonlyMap<AlbumId, AlbumChoice>): Promise<ChoicePreview>;
  /** Days on which anything was made safe from a moment on, oldest first. */
  readDays(fromMs: number): Promise<readonly DayReport[]>;
  /** Albums with candidates, the largest first; the album of everything where no other has any. */
  readAlbums(): Promise<readonly AlbumReport[]>;
  /** The newest photos of an album, newest first, that are on the device. */
  findNewestPictures(albumId: AlbumId, limit: number): Promise<readonly AssetId[]>;
  /** After the questions that are under way. May be repeated. */
  close(): Promise<void>;
}

/**
 * Opens a second connection to a ledger for reports, beside the engine's own, so that neither waits for the other. The
 * ledger was opened before, and with that brought up to date. The caller closes it, and with it the driver.
 */
export async function openLedgerReports(driver: SqlDriver): Promise<LedgerReports> {
  const turns = new Turns();
  const read = <Answer>(question: () => Promise<Answer>): Promise<Answer> =>
    turns.take(() => inTransaction(driver, 'BEGIN', question));
  try {
    await turns.take(() => driver.execute('PRAGMA busy_timeout = 5000; PRAGMA query_only = 1'));
  } catch (error) {
    await driver.close();
    throw error;
  }
  return {
    search: (query) => read(() => searchAssets(driver, query)),
    previewChoices: (choices) => read(() => previewChoices(driver, choices)),
    readDays: (fromMs) => read(() => readDays(driver, fromMs)),
    readAlbums: () => read(() => readAlbumUse(driver)),
    findNewestPictures: (albumId, limit) => read(() => findNewestPictures(driver, albumId, limit)),
    close: () => turns.take(() => driver.close()),
  };
}
