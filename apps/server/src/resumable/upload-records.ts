import type { UploadAnswer } from '@keepsake/protocol';
import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { UploadRow } from '../database/schema.ts';
import { ServerError } from '../errors/server-error.ts';
import type { Algorithm, Digests } from './digests.ts';

/** A bound on what one user can leave lying about: more than a phone has under way, far less than fills a table. */
const MAX_OPEN_PER_USER = 1000;
const MAX_COMPLETE_PER_USER = 1000;

/** How a complete upload was answered. */
export interface FinalAnswer {
  readonly status: 200 | 201;
  readonly body: UploadAnswer;
  readonly digests: Digests;
}

/** An upload as the database knows it. */
export interface Upload {
  readonly id: string;
  readonly userId: string;
  /** JSON of what the client said of the asset. */
  readonly fields: string;
  readonly lengthBytes: number | undefined;
  readonly expected: Digests;
  readonly wanted: readonly Algorithm[];
  /** Undefined while it is under way. */
  readonly answer: FinalAnswer | undefined;
  readonly expiresAt: Date;
}

/** A user's upload; undefined when it is unknown, another's or expired. */
export async function findUpload(
  db: Database,
  userId: string,
  id: string,
  now: Date,
): Promise<Upload | undefined> {
  const row = await db
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return row && toUpload(row);
}

/** Whether there is a row of this upload. */
export async function hasRecord(db: Database, id: string): Promise<boolean> {
  const row = await db.selectFrom('uploads').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Uploads of this user that are under way and were begun by the very same words. */
export async function findTwins(db: Database, upload: Upload): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('uploads')
    .select('id')
    .where('user_id', '=', upload.userId)
    .where('answer', 'is', null)
    .where('fields', '=', upload.fields)
    .where('expected_digests', '=', JSON.stringify(upload.expected))
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether another upload of these bytes is under way for which no room is held. */
export async function hasUnheldTwin(db: Database, upload: Upload): Promise<boolean> {
  const row = await db
    .selectFrom('uploads')
    .select('id')
    .where('user_id', '=', upload.userId)
    .where('answer', 'is', null)
    .where('id', '!=', upload.id)
    .where(sql`json_extract(expected_digests, '$.sha')`, '=', upload.expected.sha ?? '')
    .where('id', 'not in', db.selectFrom('reservations').select('id'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers a new upload. To be called in a transaction. @throws ServerError too-many-requests */
export async function insertUpload(trx: Database, upload: Upload, now: Date): Promise<void> {
  const { open } = await trx
    .selectFrom('uploads')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('user_id', '=', upload.userId)
    .where('answer', 'is', null)
    .executeTakeFirstOrThrow();
  if (open >= MAX_OPEN_PER_USER)
    throw new ServerError('too-many-requests', 'Too many uploads are under way; end or cancel some first.');
  await trx
    .insertInto('uploads')
    .values({
      id: upload.id,
      user_id: upload.userId,
      fields: upload.fields,
      length_bytes: upload.lengthBytes ?? null,
      expected_digests: JSON.stringify(upload.expected),
      wanted_digests: JSON.stringify(upload.wanted),
      answer: null,
      created_at: now.toISOString(),
      expires_at: upload.expiresAt.toISOString(),
    })
    .execute();
}

/** Notes what became known by a request, and that the upload is alive. @returns whether it is still there */
export async function touchUpload(
  db: Database,
  id: string,
  changes: { readonly lengthBytes: number | undefined; readonly expiresAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('uploads')
    .set({ length_bytes: changes.lengthBytes ?? null, expires_at: changes.expiresAt.toISOString() })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Notes that an upload is complete, lets go of its room, and forgets the oldest answers of a user who has many. To be
 * called in the transaction that keeps the asset.
 */
export async function completeRecord(
  trx: Database,
  upload: Upload,
  end: { readonly sizeBytes: number; readonly answer: FinalAnswer; readonly expiresAt: Date },
): Promise<void> {
  await trx
    .updateTable('uploads')
    .set({
      length_bytes: end.sizeBytes,
      answer: JSON.stringify(end.answer),
      expires_at: end.expiresAt.toISOString(),
    })
    .where('id', '=', upload.id)
    .execute();
  await trx.deleteFrom('reservations').where('id', '=', upload.id).execute();
  const surplus = trx
    .selectFrom('uploads')
    .select('id')
    .where('user_id', '=', upload.userId)
    .where('answer', 'is not', null)
    .orderBy('expires_at', 'desc')
    .limit(-1)
    .offset(MAX_COMPLETE_PER_USER);
  await trx.deleteFrom('uploads').where('id', 'in', surplus).execute();
}

/** Forgets an upload and lets go of its room. May be repeated. */
export async function deleteRecord(db: Database, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('uploads').where('id', '=', id).execute();
    await trx.deleteFrom('reservations').where('id', '=', id).execute();
  });
}

function toUpload(row: UploadRow): Upload {
  return {
    id: row.id,
    userId: row.user_id,
    fields: row.fields,
    lengthBytes: row.length_bytes ?? undefined,
    expected: JSON.parse(row.expected_digests) as Digests,
    wanted: JSON.parse(row.wanted_digests) as Algorithm[],
    answer: row.answer === null ? undefined : (JSON.parse(row.answer) as FinalAnswer),
    expiresAt: new Date(row.expires_at),
  };
}
