import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import type { IncomingAsset } from './incoming-asset.ts';
import type { PlacedBlobs } from './place-blobs.ts';
import type { PlacedOriginal } from './place-original.ts';
import { fits } from './quota.ts';

/** Bytes of the parts that have a row only now. */
export function sizeOfNew(
  incoming: IncomingAsset,
  blobs: PlacedBlobs,
  added: ReadonlySet<PlacedOriginal>,
): number {
  const sizeIf = (blob: PlacedOriginal | undefined, sizeBytes: number | undefined): number =>
    blob !== undefined && added.has(blob) ? (sizeBytes ?? 0) : 0;
  return (
    sizeIf(blobs.still, incoming.still.staged.sizeBytes) +
    sizeIf(blobs.motion, incoming.motion?.staged.sizeBytes) +
    sizeIf(blobs.sidecar, incoming.sidecar?.sizeBytes)
  );
}

/**
 * Turns room that was held into room that is used: exactly what is new, which for a duplicate is nothing, and less than
 * nothing where what was lost is given up.
 *
 * @throws ServerError quota-exceeded
 */
export async function chargeQuota(trx: Database, incoming: IncomingAsset, sizeBytes: number): Promise<void> {
  if (sizeBytes === 0) return;
  if (sizeBytes > 0 && !(await fits(trx, incoming.owner.id, incoming.reservationId, sizeBytes)))
    throw new ServerError('quota-exceeded');
  await trx
    .updateTable('users')
    .set((eb) => ({ usage_bytes: eb('usage_bytes', '+', sizeBytes) }))
    .where('id', '=', incoming.owner.id)
    .execute();
  await trx.deleteFrom('reservations').where('id', '=', incoming.reservationId).execute();
}
