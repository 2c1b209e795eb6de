import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Report } from './check-findings.ts';

/** More are not told: then it is another thing that is broken. */
const MOST_TOLD = 1000;

/** Has SQLite look through the whole file, and for rows that point to none. Returns how many problems it has. */
export async function checkDatabase(db: Database, report: Report): Promise<number> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(100)`.execute(db);
  const damages = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  const pointers = await sql<{ table: string; rowid: number | null; parent: string }>`
    pragma foreign_key_check
  `.execute(db);
  const lost = pointers.rows.map(
    ({ table, rowid, parent }) =>
      `row ${rowid ?? '?'} of ${table} names a row of ${parent} that is not there`,
  );
  const all = [...damages, ...lost];
  for (const why of all.slice(0, MOST_TOLD)) report({ problem: 'database-damaged', why });
  return all.length;
}

export interface CheckedTally {
  readonly checked: number;
  readonly wrong: number;
}

/** Compares what each user is charged for with what is kept of them. */
export async function checkUsage(db: Database, report: Report): Promise<CheckedTally> {
  const users = await db
    .selectFrom('users')
    .select((eb) => [
      'users.id as user',
      'users.email',
      'users.usage_bytes as chargedBytes',
      eb(
        eb
          .selectFrom('assets')
          .select(sql<number>`coalesce(sum(size_bytes + sidecar_size_bytes), 0)`.as('sum'))
          .whereRef('assets.owner_id', '=', 'users.id')
          .$asScalar()
          .$notNull(),
        '+',
        eb
          .selectFrom('earlier_sidecars')
          .innerJoin('assets', 'assets.id', 'earlier_sidecars.asset_id')
          .select(sql<number>`coalesce(sum(earlier_sidecars.size_bytes), 0)`.as('sum'))
          .whereRef('assets.owner_id', '=', 'users.id')
          .$asScalar()
          .$notNull(),
      ).as('keptBytes'),
    ])
    .execute();
  const wrong = users.filter(({ chargedBytes, keptBytes }) => chargedBytes !== keptBytes);
  for (const user of wrong) report({ problem: 'usage-wrong', ...user });
  return { checked: users.length, wrong: wrong.length };
}

/** Checks that every motion part is a video of its photo's owner, and that the one that is shown is one of them. */
export async function checkMotionParts(db: Database, report: Report): Promise<CheckedTally> {
  const { rows } = await sql<{ still: string; motion: string; why: string }>`
    select still_id as still, motion_id as motion,
      case
        when still.owner_id <> motion.owner_id then 'they belong to different users'
        when still.kind <> 'image' then 'only a photo has a motion part'
        else 'only a video is a motion part'
      end as why
    from motion_parts
      join assets as still on still.id = still_id
      join assets as motion on motion.id = motion_id
    where still.owner_id <> motion.owner_id or still.kind <> 'image' or motion.kind <> 'video'
    union all
    select id, live_photo_video_id, 'it is shown, but is not one of the motion parts' from assets
    where live_photo_video_id is not null and not exists (
      select 1 from motion_parts where still_id = assets.id and motion_id = assets.live_photo_video_id
    )
  `.execute(db);
  for (const row of rows.slice(0, MOST_TOLD)) report({ problem: 'motion-part-wrong', ...row });
  const { checked } = await db
    .selectFrom('motion_parts')
    .select((eb) => eb.fn.countAll<number>().as('checked'))
    .executeTakeFirstOrThrow();
  return { checked, wrong: rows.length };
}
