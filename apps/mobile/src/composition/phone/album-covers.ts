import type { AlbumId, AlbumRecord, AssetId } from '@keepsake/engine';
import type { LedgerReports } from '@keepsake/ledger';

/** The newest picture of each album, looked up when albums are listed, so that a screen can ask at once. */
export class AlbumCovers {
  readonly #covers = new Map<AlbumId, AssetId>();

  coverOf(id: AlbumId): AssetId | undefined {
    return this.#covers.get(id);
  }

  /** What cannot be looked up keeps the cover that it had. */
  async look(
    albums: readonly AlbumRecord[],
    reports: Pick<LedgerReports, 'findNewestPictures'>,
  ): Promise<void> {
    for (const { id } of albums) {
      const [newest] = await reports.findNewestPictures(id, 1).catch(() => []);
      if (newest !== undefined) this.#covers.set(id, newest);
    }
  }
}
