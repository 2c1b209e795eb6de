import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/open-database.ts';
import { withoutWaiting } from '../database/without-waiting-for-disk.ts';
import type { DiskRoom } from './disk-room.ts';
import type { DiskSpace, ReadDiskSpace } from './disk-space.ts';
import { remembered } from './remembered.ts';

/** Whether the server can do what it is for. Says nothing that a stranger may not know: no path, no size, no cause. */
interface HealthReport {
  readonly status: 'ok' | 'failing';
  readonly database: 'ok' | 'unreadable' | 'unwritable' | 'silent';
  /** `low`: uploads are refused. */
  readonly disk: 'ok' | 'low' | 'unreadable' | 'silent';
}

/** Tells how the server is; never rejects, and looks no more often than every few seconds. */
export type CheckHealth = () => Promise<HealthReport>;

interface HealthDeps {
  readonly db: Database;
  readonly diskSpace: ReadDiskSpace;
  readonly room: DiskRoom;
  readonly now: () => Date;
}

/** So that whoever asks in a loop causes no load. */
const GOOD_FOR_MS = 5000;
/** After this long without an answer, there is none. */
const PATIENCE_MS = 2000;

export function createHealthCheck(deps: HealthDeps): CheckHealth {
  return remembered(GOOD_FOR_MS, deps.now, () => look(deps));
}

async function look(deps: HealthDeps): Promise<HealthReport> {
  const [database, disk] = await Promise.all([
    patiently(lookAtDatabase(deps)),
    patiently(
      deps.diskSpace().then(
        ({ availableBytes }: DiskSpace) => (availableBytes < deps.room.minFreeBytes ? 'low' : 'ok'),
        () => 'unreadable' as const,
      ),
    ),
  ]);
  return { status: database === 'ok' && disk === 'ok' ? 'ok' : 'failing', database, disk };
}

async function patiently<T>(answer: Promise<T>): Promise<T | 'silent'> {
  const enough = new AbortController();
  const silence = setTimeout(PATIENCE_MS, 'silent' as const, { signal: enough.signal, ref: false });
  silence.catch(() => undefined);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    enough.abort();
  }
}

/** A read and a write that go the way of every other; the write waits for neither the disk nor a lock. */
async function lookAtDatabase({ db, now }: HealthDeps): Promise<'ok' | 'unreadable' | 'unwritable'> {
  try {
    await db.selectFrom('users').select('id').limit(1).execute();
  } catch {
    return 'unreadable';
  }
  const note = { key: 'health-checked-at', value: now().toISOString() };
  try {
    await withoutWaiting(db, (connection) =>
      connection
        .insertInto('settings')
        .values(note)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: note.value }))
        .execute(),
    );
    return 'ok';
  } catch {
    return 'unwritable';
  }
}
