import type { AssetRecord, ErrorCode } from '@keepsake/engine';

/** What fails in the same way each time, until the file is another one; then it is tried by itself. */
const UNTIL_CHANGED: ReadonlySet<ErrorCode> = new Set(['empty-file', 'unsupported-type', 'asset-gone']);

/** Whether trying a photo again can help: it failed, and not for what no new attempt changes. */
export function canRetry({ settlement }: AssetRecord): boolean {
  return settlement.kind === 'failed' && !UNTIL_CHANGED.has(settlement.failure.code);
}
