import type { BackupController } from '@keepsake/engine';
import { isHelpedByRetry } from '../display/retry-words.ts';
import { listAll } from './list-all.ts';

/** Whether trying afresh can help any of what failed; such advice is given of no other. */
export async function canRetryHelp(controller: Pick<BackupController, 'listAssets'>): Promise<boolean> {
  for await (const { settlement } of listAll(controller, 'candidate', 'failed'))
    if (settlement.kind === 'failed' && isHelpedByRetry(settlement.failure)) return true;
  return false;
}
