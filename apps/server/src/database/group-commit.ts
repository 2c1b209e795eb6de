import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './open-database.ts';

/** Runs work in a transaction; resolves when it is durable, rejects when none of it has happened. */
export type Commit = <T>(work: (trx: Database) => Promise<T>) => Promise<T>;

/** Hears how much is waiting, and how much is committed together. */
export interface CommitObserver {
  queued(jobs: number): void;
  committing(jobs: number): void;
}

interface Job {
  run(trx: Database): Promise<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

type Outcome =
  { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'failed'; readonly error: unknown };

/** So that no transaction grows without bounds. */
const MAX_JOBS = 64;

/**
 * Lets work that is ready at the same moment share one transaction, and so one wait for the disk.
 *
 * Each piece of work stands and falls by itself (it runs in a savepoint), but it sees what those before it did.
 */
export function createGroupCommit(db: Database, observer?: CommitObserver): Commit {
  const waiting: Job[] = [];
  let isRunning = false;

  const drain = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      // While the last transaction waited for the disk, other uploads became ready: let them come in first.
      await setImmediate();
      const jobs = waiting.splice(0, MAX_JOBS);
      observer?.committing(jobs.length);
      await commitTogether(db, jobs);
      observer?.queued(waiting.length);
    }
    isRunning = false;
  };

  return <T>(work: (trx: Database) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ run: work, resolve, reject });
      observer?.queued(waiting.length);
      if (!isRunning) void drain();
    });
}

/** Never rejects: each job hears its own outcome. */
async function commitTogether(db: Database, jobs: readonly Job[]): Promise<void> {
  try {
    const outcomes = await db.transaction().execute(async (trx) => {
      const settled: Outcome[] = [];
      for (const job of jobs) settled.push(await attempt(trx, job));
      return settled;
    });
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.kind === 'done') jobs[index]?.resolve(outcome.result);
      else jobs[index]?.reject(outcome.error);
    }
  } catch (error) {
    for (const job of jobs) job.reject(error);
  }
}

async function attempt(trx: Database, job: Job): Promise<Outcome> {
  await sql`savepoint job`.execute(trx);
  let outcome: Outcome;
  try {
    outcome = { kind: 'done', result: await job.run(trx) };
  } catch (error) {
    outcome = { kind: 'failed', error };
    await sql`rollback to job`.execute(trx).catch(() => {
      // On a full disk SQLite has rolled back the whole transaction: nothing of it has happened, and this is why.
      throw error;
    });
  }
  await sql`release job`.execute(trx);
  return outcome;
}
