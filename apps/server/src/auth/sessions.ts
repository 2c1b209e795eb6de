import type { Database } from '../database/open-database.ts';
import { newToken, tokenHash } from './tokens.ts';

interface SessionDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Opens a session and returns its token, which is kept nowhere else. */
export async function openSession(deps: SessionDeps, userId: string): Promise<string> {
  const token = newToken();
  await deps.db
    .insertInto('sessions')
    .values({
      id: deps.newId(),
      user_id: userId,
      token_hash: tokenHash(token),
      created_at: deps.now().toISOString(),
    })
    .execute();
  return token;
}

/** Ends a session; its token is worth nothing from then on. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', sessionId).execute();
}
