import type { LeaseStore, Logger } from '@keepsake/engine';

/**
 * Takes away the lease of an earlier process, so that the first run of this one has the lock at once: to watch whether its owner still lives would
 * cost 15 of the 20 seconds that iOS grants. To be called before the first run. Right on a phone alone, where the app, its runs and its workers are
 * one process: whoever held the lease before is dead. Never fails; what could not be dropped expires by itself.
 */
export async function dropDeadLease(store: LeaseStore, logger: Logger): Promise<void> {
  try {
    const lease = await store.read();
    if (lease !== undefined) await store.replace(lease, undefined);
  } catch (error) {
    logger.log('warn', 'lease-not-dropped', { error });
  }
}
