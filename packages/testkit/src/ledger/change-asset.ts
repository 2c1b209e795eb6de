import type { AssetId, AssetVersion } from '@keepsake/engine';
import type { AssetRow, LedgerBook } from './ledger-book.ts';

/** Changes what is known of an asset, whichever its version; one that is not known is left unknown. */
export function change(book: LedgerBook, id: AssetId, changeOf: (row: AssetRow) => Partial<AssetRow>): void {
  const row = book.assets.get(id);
  if (row !== undefined) book.assets.set(id, { ...row, ...changeOf(row) });
}

/** The same, where this version is the current one. */
export function changeVersion(
  book: LedgerBook,
  { id, version }: { readonly id: AssetId; readonly version: AssetVersion },
  changeOf: (row: AssetRow) => Partial<AssetRow>,
): void {
  change(book, id, (row) => (row.version === version ? changeOf(row) : {}));
}
