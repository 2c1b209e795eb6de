import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Database } from '../database/open-database.ts';
import { valuesOf } from '../database/values-of.ts';
import { ServerError } from '../errors/server-error.ts';

interface AttemptDeps {
  readonly db: Database;
  readonly now: () => Date;
}

/**
 * Failures after which a network has to wait: at one account, and at all accounts together. And after which all networks
 * have to wait at an account, but for those from which it was signed in to before.
 */
const MOST_FAILURES = { atAccount: 10, atAll: 100, fromEverywhere: 100 };
/** Whoever has many IPv6 networks mostly has a /48 of them; one of a provider may be many people's. */
const WIDE_FACTOR = 3;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/**
 * While somebody tries an account from thousands of addresses: a thousand guesses a day are no way in, and an owner in a
 * new place need not wait for long.
 */
const LONGEST_WAIT_EVERYWHERE_MS = 60_000;
/** Failures are forgotten when none was added for so long: longer than the longest wait, or waiting would be free. */
const MEMORY_MS = 60 * 60_000;
/** A place is known for so long after it was last signed in from. */
const PLACE_MEMORY_MS = 180 * 24 * 60 * 60_000;

interface Limit {
  readonly key: string;
  readonly most: number;
  readonly longestWaitMs: number;
  readonly where: string;
}

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
 * Nobody can lock a person out of an account from somewhere else: who failed has to wait, and where the account was signed
 * in to before, what fails elsewhere does not count.
 *
 * @param account what was typed as e-mail address, or what names the account
 * @param isSignedIn who tries has a session of the account: a place as good as any
 * @throws ServerError too-many-requests, with the time to wait
 */
export async function takeAttempt(
  deps: AttemptDeps,
  account: string,
  address: string,
  { isSignedIn }: { readonly isSignedIn: boolean },
): Promise<Attempt> {
  const [near = address, ...wide] = networksOf(address);
  const atAccount = [near, ...wide].map((from) => keyOf('account', account, from));
  const place = keyOf('place', account, near);
  const now = deps.now();
  const limits = await deps.db.transaction().execute(async (trx) => {
    const isKnown = isSignedIn || (await isKnownPlace(trx, place, now));
    const all: readonly Limit[] = [
      ...limitsOf(atAccount, MOST_FAILURES.atAccount),
      ...limitsOf(
        [near, ...wide].map((from) => keyOf('address', from)),
        MOST_FAILURES.atAll,
      ),
      ...(isKnown ? [] : [everywhereAt(account)]),
    ];
    await refuseWhoMustWait(trx, all, now);
    await addFailures(
      trx,
      all.map(({ key }) => key),
      now,
    );
    return all;
  });
  const keys = limits.map(({ key }) => key);
  return {
    succeed: () =>
      deps.db.transaction().execute(async (trx) => {
        await trx.deleteFrom('login_failures').where('key', 'in', atAccount).execute();
        await takeBack(
          trx,
          keys.filter((key) => !atAccount.includes(key)),
        );
        await rememberPlace(trx, place, now);
      }),
    withdraw: () => deps.db.transaction().execute((trx) => takeBack(trx, keys)),
  };
}

/** Of a network, and of the wider one that it belongs to. */
function limitsOf(keys: readonly string[], most: number): readonly Limit[] {
  return keys.map((key, index) => ({
    key,
    most: index === 0 ? most : most * WIDE_FACTOR,
    longestWaitMs: LONGEST_WAIT_MS,
    where: 'from here',
  }));
}

function everywhereAt(account: string): Limit {
  return {
    key: keyOf('everywhere', account),
    most: MOST_FAILURES.fromEverywhere,
    longestWaitMs: LONGEST_WAIT_EVERYWHERE_MS,
    where: 'at this account from new places',
  };
}

async function isKnownPlace(trx: Database, key: string, now: Date): Promise<boolean> {
  const known = await trx
    .selectFrom('sign_in_places')
    .select('key')
    .where('key', '=', key)
    .where('seen_at', '>', placesForgottenAt(now))
    .executeTakeFirst();
  return known !== undefined;
}

async function rememberPlace(trx: Database, key: string, now: Date): Promise<void> {
  const seenAt = now.toISOString();
  await trx.deleteFrom('sign_in_places').where('seen_at', '<=', placesForgottenAt(now)).execute();
  await trx
    .insertInto('sign_in_places')
    .values({ key, seen_at: seenAt })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ seen_at: seenAt }))
    .execute();
}

function placesForgottenAt(now: Date): string {
  return new Date(now.getTime() - PLACE_MEMORY_MS).toISOString();
}

/** Forgets failures that are long past. */
export async function sweepLoginFailures(deps: AttemptDeps): Promise<void> {
  await deps.db.deleteFrom('login_failures').where('last_failed_at', '<=', forgottenAt(deps.now())).execute();
}

async function refuseWhoMustWait(trx: Database, limits: readonly Limit[], now: Date): Promise<void> {
  const rows = await trx
    .selectFrom('login_failures')
    .select(['key', 'failures', 'last_failed_at'])
    .where('key', 'in', valuesOf(limits.map(({ key }) => key)))
    .where('last_failed_at', '>', forgottenAt(now))
    .execute();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  for (const { key, most, longestWaitMs, where } of limits) {
    const row = byKey.get(key);
    if (row === undefined || row.failures < most) continue;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (row.failures - most), longestWaitMs);
    refuseUntil(Date.parse(row.last_failed_at) + waitMs, now, where);
  }
}

function refuseUntil(endMs: number, now: Date, where: string): void {
  const seconds = Math.ceil((endMs - now.getTime()) / 1000);
  if (seconds <= 0) return;
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  throw new ServerError('too-many-requests', `Too many failed sign-ins ${where}; try again in ${wait}.`, {
    headers: { 'retry-after': String(seconds) },
  });
}

async function addFailures(trx: Database, keys: readonly string[], now: Date): Promise<void> {
  const at = now.toISOString();
  await trx.deleteFrom('login_failures').where('last_failed_at', '<=', forgottenAt(now)).execute();
  await trx
    .insertInto('login_failures')
    .values(keys.map((key) => ({ key, failures: 1, last_failed_at: at })))
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

/** Whoever has one IPv6 address has all of its /64, and may have all of its /48. */
function networksOf(address: string): readonly string[] {
  if (!isIPv6(address) || address.includes('.')) return [address];
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter((group) => group !== '');
  const right = tail.split(':').filter((group) => group !== '');
  const middle = Array.from(
    { length: address.includes('::') ? 8 - left.length - right.length : 0 },
    () => '0',
  );
  const groups = [...left, ...middle, ...right].map((group) => Number.parseInt(group, 16).toString(16));
  return [groups.slice(0, 4).join(':'), `${groups.slice(0, 3).join(':')}::/48`];
}
