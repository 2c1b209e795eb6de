import type { Database } from '../database/open-database.ts';
import { withoutWaitingForDisk } from '../database/without-waiting-for-disk.ts';
import type { Caller } from './caller.ts';
import type { Device } from './device-of.ts';
import { newToken, tokenHash } from './tokens.ts';

interface SessionDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
}

interface IdleDeps {
  readonly now: () => Date;
  readonly config: { readonly sessionIdleMs: number };
}

/** A session as its owner sees it. */
export interface Session extends Device {
  readonly id: string;
  readonly createdAt: string;
  readonly usedAt: string;
}

/** How exact the last use of a session is: an upload of thousands of photos is not to write it thousands of times. */
const USE_PRECISION_MS = 5 * 60_000;

/** Opens a session and returns its token, which is kept nowhere else. */
export async function openSession(deps: SessionDeps, userId: string, device: Device): Promise<string> {
  const token = newToken();
  const now = deps.now().toISOString();
  await deps.db
    .insertInto('sessions')
    .values({
      id: deps.newId(),
      user_id: userId,
      token_hash: tokenHash(token),
      device_type: device.type,
      device_os: device.os,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return token;
}

/** The sessions of a user that still let in, the last used first. */
export async function listSessions(
  deps: IdleDeps & { readonly db: Database },
  userId: string,
): Promise<readonly Session[]> {
  const rows = await deps.db
    .selectFrom('sessions')
    .select(['id', 'device_type as type', 'device_os as os', 'created_at as createdAt'])
    .select('updated_at as usedAt')
    .where('user_id', '=', userId)
    .where('updated_at', '>', idleSince(deps))
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute();
  return rows;
}

/** Ends a session; its token is worth nothing from then on. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', sessionId).execute();
}

/** Ends one session of a user; false when it is unknown or another's. */
export async function endSessionOf(db: Database, userId: string, sessionId: string): Promise<boolean> {
  const row = await db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('id', '=', sessionId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends all sessions of a user, but for one that may be named. */
export async function endSessions(db: Database, userId: string, exceptId?: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(exceptId !== undefined, (query) => query.where('id', '!=', exceptId ?? ''))
    .execute();
}

/** Notes that a session was used, unless that was noted a few minutes ago; nobody need wait for it. */
export async function noteSessionUse(
  deps: { readonly db: Database; readonly now: () => Date },
  caller: Caller,
): Promise<void> {
  if (caller.kind !== 'session') return;
  const now = deps.now();
  if (now.getTime() - Date.parse(caller.usedAt) < USE_PRECISION_MS) return;
  await withoutWaitingForDisk(deps.db, (connection) =>
    connection
      .updateTable('sessions')
      .set({ updated_at: now.toISOString() })
      .where('id', '=', caller.sessionId)
      // Of many requests at one moment, the first writes.
      .where('updated_at', '=', caller.usedAt)
      .execute(),
  );
}

/** A session that was last used then, or before, lets nobody in any more. */
export function idleSince(deps: IdleDeps): string {
  return new Date(deps.now().getTime() - deps.config.sessionIdleMs).toISOString();
}

/** When a session ends unless it is used again. */
export function expiryOf(session: Pick<Session, 'usedAt'>, idleMs: number): string {
  return new Date(Date.parse(session.usedAt) + idleMs).toISOString();
}

/** Deletes the sessions that let nobody in any more. */
export async function sweepSessions(deps: IdleDeps & { readonly db: Database }): Promise<void> {
  await deps.db.deleteFrom('sessions').where('updated_at', '<=', idleSince(deps)).execute();
}
