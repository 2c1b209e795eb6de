import { sql } from 'kysely';
import type { Registry } from 'prom-client';
import type { Database } from '../database/open-database.ts';
import { addGauge } from './add-gauge.ts';
import type { DiskRoom } from './disk-room.ts';
import type { DiskSpace, ReadDiskSpace } from './disk-space.ts';
import type { CheckHealth } from './health.ts';
import { remembered } from './remembered.ts';

interface StorageDeps {
  readonly db: Database;
  readonly diskSpace: ReadDiskSpace;
  readonly room: DiskRoom;
  readonly health: CheckHealth;
  readonly now: () => Date;
}

/** Counting a million rows takes some hundredths of a second, in which nobody else is served. */
const COUNT_EVERY_MS = 60_000;

/** Tells what the disk and the database hold. */
export function measureStorage(registry: Registry, deps: StorageDeps): void {
  const add = (name: string, help: string, read: () => number | Promise<number>): void =>
    addGauge(registry, name, help, read);
  const disk = (of: (space: DiskSpace) => number) => (): Promise<number> => deps.diskSpace().then(of);
  add(
    'disk_total_bytes',
    'Size of the disk that keeps the originals.',
    disk((space) => space.totalBytes),
  );
  add(
    'disk_available_bytes',
    'What of it is free.',
    disk((space) => space.availableBytes),
  );
  add('disk_min_free_bytes', 'Below this, uploads are refused.', () => deps.room.minFreeBytes);
  add('uploads_in_flight', 'Bodies that are being received.', () => deps.room.receiving);
  add(
    'uploads_expected_bytes',
    'Bytes that these have announced and not sent.',
    () => deps.room.expectedBytes,
  );
  add('healthy', '1 when /healthz answers 200.', () =>
    deps.health().then(({ status }) => (status === 'ok' ? 1 : 0)),
  );
  const kept = remembered(COUNT_EVERY_MS, deps.now, () => countKept(deps.db));
  add('assets', 'Assets that are kept, the trash included; counted once a minute.', () =>
    kept().then(({ assets }) => assets),
  );
  add('assets_bytes', 'Bytes that all users are charged for.', () => kept().then(({ bytes }) => bytes));
  add('last_upload_timestamp_seconds', 'When the newest asset arrived; 0: none is kept.', () =>
    readNewest(deps.db),
  );
  add('resumable_uploads_open', 'Resumable uploads that were begun and are not complete.', () =>
    kept().then(({ openUploads }) => openUploads),
  );
}

/** By the order in which rows came: to look for the latest date is to read a million rows. */
async function readNewest(db: Database): Promise<number> {
  const newest = await db
    .selectFrom('assets')
    .select('created_at')
    .orderBy(sql`rowid`, 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined ? 0 : new Date(newest.created_at).valueOf() / 1000;
}

interface Kept {
  readonly assets: number;
  readonly bytes: number;
  readonly openUploads: number;
}

async function countKept(db: Database): Promise<Kept> {
  const { assets } = await db
    .selectFrom('assets')
    .select((eb) => eb.fn.countAll<number>().as('assets'))
    .executeTakeFirstOrThrow();
  const { bytes } = await db
    .selectFrom('users')
    .select(sql<number>`coalesce(sum(usage_bytes), 0)`.as('bytes'))
    .executeTakeFirstOrThrow();
  const { openUploads } = await db
    .selectFrom('uploads')
    .select((eb) => eb.fn.countAll<number>().as('openUploads'))
    .where('answer', 'is', null)
    .executeTakeFirstOrThrow();
  return { assets, bytes, openUploads };
}
