import {
  CancelSource,
  throwIfCancelled,
  untilCancelled,
  type CancelSignal,
  type Clock,
} from '@keepsake/engine';
import type { HttpRequest } from '@keepsake/remote';
import type { BackupNative, TransferRecord } from '../../../modules/backup-native/src/index.ts';
import { isOf } from './transfer-notes.ts';
import { watchTransfer } from './watch-transfer.ts';

export interface PiecesDeps {
  readonly native: Pick<BackupNative, 'addListener' | 'cancelTransfers' | 'listTransfers'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Whether the app is awake for long enough to send by itself what the platform sends on without it. */
  readonly staysAwake: () => boolean;
}

/** Less than the patience for a photo of which nothing is heard. */
const PATIENCE_MS = 25_000;

/**
 * To be called before a server is asked how far an upload is: to answer that, it ends what is being sent of it. A piece that the platform sends on from
 * an earlier run is therefore waited for, or ended here, where there is the time to send it faster.
 */
export async function settlePieces(
  { url }: HttpRequest,
  deps: PiecesDeps,
  isAwaited: (id: string) => boolean,
  signal: CancelSignal,
): Promise<void> {
  const isLeft = (record: TransferRecord): boolean =>
    record.end === null && !isAwaited(record.id) && isOf(record, url);
  const left = (await deps.native.listTransfers()).filter(isLeft).map(({ id }) => id);
  if (left.length === 0) return;
  throwIfCancelled(signal);
  if (deps.staysAwake()) await deps.native.cancelTransfers(left);
  else await untilEnded(left, deps, isLeft, signal);
}

/** Or until patience is over. */
async function untilEnded(
  ids: readonly string[],
  deps: PiecesDeps,
  isLeft: (record: TransferRecord) => boolean,
  signal: CancelSignal,
): Promise<void> {
  const over = new CancelSource();
  const watches = ids.map((id) => watchTransfer(deps, id, () => undefined));
  try {
    // One that ended before it was watched tells nothing.
    if (!(await deps.native.listTransfers()).some(isLeft)) return;
    const ended = Promise.all(watches.map((watch) => watch.ended));
    const patience = deps.clock.sleep(PATIENCE_MS, over).catch(() => undefined);
    await untilCancelled(Promise.race([ended, patience]), signal);
  } finally {
    over.cancel();
    for (const watch of watches) watch.stop();
  }
}
