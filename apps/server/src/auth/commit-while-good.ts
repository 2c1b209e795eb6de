import type { Commit } from '../database/group-commit.ts';
import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';
import { toApiKey } from './authenticate.ts';
import { mayDo, type Caller } from './caller.ts';

/**
 * Commits only while the session or key is still good that a request came with: one that lasts a day is not to keep anything
 * of who signed out, or lost the device, since it began.
 *
 * @returns rejects with a ServerError `unauthorized` when it is not
 */
export function commitWhileGood(commit: Commit, caller: Caller, permission: string): Commit {
  return (work) =>
    commit(async (trx) => {
      if (!(await isStillGood(trx, caller, permission))) throw new ServerError('unauthorized');
      return work(trx);
    });
}

async function isStillGood(trx: Database, caller: Caller, permission: string): Promise<boolean> {
  switch (caller.kind) {
    case 'session': {
      const sessions = trx.selectFrom('sessions').select('id').where('id', '=', caller.sessionId);
      return (await sessions.executeTakeFirst()) !== undefined;
    }
    case 'api-key': {
      const keys = trx.selectFrom('api_keys').selectAll().where('id', '=', caller.key.id);
      const key = await keys.executeTakeFirst();
      return key !== undefined && mayDo({ ...caller, key: toApiKey(key) }, permission);
    }
  }
}
