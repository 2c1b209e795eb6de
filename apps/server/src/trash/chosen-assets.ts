import type { Database } from '../database/open-database.ts';
import { unsearched } from '../database/unsearched.ts';
import { valuesOf } from '../database/values-of.ts';
import { ServerError } from '../errors/server-error.ts';

/**
 * What a request about these ids is about: each owned asset once, without the motion parts whose photo is named too,
 * because they go where it goes. To be called in the transaction that acts on the answer.
 *
 * @throws ServerError not-found when any of them is unknown or somebody else's; bad-request for half a Live Photo
 */
export async function chosenAssets(
  trx: Database,
  ownerId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  const owned = await trx
    .selectFrom('assets')
    .select('id')
    .where(unsearched('assets.owner_id'), '=', ownerId)
    .where('id', 'in', valuesOf([...wanted]))
    .execute();
  if (owned.length < wanted.size) throw new ServerError('not-found');
  const links = await trx
    .selectFrom('motion_parts')
    .innerJoin('assets as motion', 'motion.id', 'motion_parts.motion_id')
    .select(['still_id', 'motion_id'])
    .where('motion_id', 'in', valuesOf([...wanted]))
    .where('motion.visibility', '=', 'hidden')
    .execute();
  const motions = new Set(links.map((link) => link.motion_id));
  const led = new Set(links.filter((link) => wanted.has(link.still_id)).map((link) => link.motion_id));
  if (led.size < motions.size)
    throw new ServerError('bad-request', 'A motion part goes with its photo; name the photo instead.');
  return [...wanted].filter((id) => !motions.has(id));
}
