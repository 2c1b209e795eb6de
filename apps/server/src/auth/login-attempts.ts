import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Database } from '../database/open-database.ts';
import { ServerError } from '../errors/server-error.ts';

interface AttemptDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/** Failures after which one address has to wait: at one account, and at all accounts together. */
const MOST_FAILURES = { atAccount: 10, atAll: 100 };
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures are forgotten when none was added for so long: longer than the longest wait, or waiting would be free. */
const MEMORY_MS = 60 * 60_000;

/** One try to sign in, which counts as failed until it is said how it went. */
export interface Attempt {
  /** The password was right: what failed at this account from this address is forgotten. */
  succeed(): Promise<void>;
  /** The password was not looked at: the try does not count. */
  withdraw(): Promise<void>;
}

/**
 * Counts a try to sign in, before the password is looked at: so a thousand at one moment are no way round the limit.
 *
 * Only the address that failed has to wait: nobody can lock a person out of an account from somewhere else.
 *
 * @param account what was typed as e-mail address, or what names the account
 * @throws ServerError too-many-requests, with the time to wait
 */
export async function takeAttempt(deps: AttemptDeps, account: string, address: string): Promise<Attempt> {
  const from = networkOf(address);
  const limits = [
    { key: keyOf('account', account, from), most: MOST_FAILURES.atAccount },
    { key: keyOf('address', from), most: MOST_FAILURES.atAll },
  ] as const;
  const now = deps.now();
  await deps.db.transaction().execute(async (trx) => {
    for (const { key, most } of limits) refuseUntil(await endOfWait(trx, key, most, now), now);
    for (const { key } of limits) await addFailure(trx, key, now);
  });
  const [{ key: atAccount }, { key: atAll }] = limits;
  return {
    succeed: () =>
      deps.db.transaction().execute(async (trx) => {
        await trx.deleteFrom('login_failures').where('key', '=', atAccount).execute();
        await takeBack(trx, [atAll]);
      }),
    withdraw: () => deps.db.transaction().execute((trx) => takeBack(trx, [atAccount, atAll])),
  };
}

/** Forgets failures that are long past. */
export async function sweepLoginFailures(deps: AttemptDeps): Promise<void> {
  await deps.db.deleteFrom('login_failures').where('last_failed_at', '<=', forgottenAt(deps.now())).execute();
}

async function endOfWait(trx: Database, key: string, most: number, now: Date): Promise<number> {
  const row = await trx
    .selectFrom('login_failures')
    .select(['failures', 'last_failed_at'])
    .where('key', '=', key)
    .where('last_failed_at', '>', forgottenAt(now))
    .executeTakeFirst();
  if (row === undefined || row.failures < most) return 0;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (row.failures - most), LONGEST_WAIT_MS);
  return Date.parse(row.last_failed_at) + waitMs;
}

function refuseUntil(endMs: number, now: Date): void {
  const seconds = Math.ceil((endMs - now.getTime()) / 1000);
  if (seconds <= 0) return;
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  throw new ServerError('too-many-requests', `Too many failed sign-ins from here; try again in ${wait}.`, {
    headers: { 'retry-after': String(seconds) },
  });
}

async function addFailure(trx: Database, key: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await trx.deleteFrom('login_failures').where('last_failed_at', '<=', forgottenAt(now)).execute();
  await trx
    .insertInto('login_failures')
    .values({ key, failures: 1, last_failed_at: at })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        failures: eb('login_failures.failures', '+', 1),
        last_failed_at: at,
      })),
    )
    .execute();
}

async function takeBack(trx: Database, keys: readonly string[]): Promise<void> {
  await trx
    .updateTable('login_failures')
    .set((eb) => ({ failures: eb('failures', '-', 1) }))
    .where('key', 'in', keys)
    .execute();
  await trx.deleteFrom('login_failures').where('failures', '<=', 0).where('key', 'in', keys).execute();
}

function forgottenAt(now: Date): string {
  return new Date(now.getTime() - MEMORY_MS).toISOString();
}

function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Whoever has one IPv6 address has all of its /64. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter((group) => group !== '');
  const right = tail.split(':').filter((group) => group !== '');
  const middle = Array.from(
    { length: address.includes('::') ? 8 - left.length - right.length : 0 },
    () => '0',
  );
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
