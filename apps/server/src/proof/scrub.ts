import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../database/open-database.ts';
import { reread, type ProofDeps, type Verdict } from './examine.ts';
import { Pace } from './pace.ts';
import { reportVerdict, type ProofLog } from './report-verdict.ts';
import { nextToReread, type QueuedOriginal } from './reread-queue.ts';

interface ScrubDeps extends ProofDeps {
  readonly config: { readonly scrubMs: number; readonly scrubBytesPerSecond: number };
  /** Whether something is being uploaded. */
  readonly isBusy: () => boolean;
  readonly observer?: ScrubObserver;
}

/** Hears what the scrub does. */
export interface ScrubObserver {
  reread(sizeBytes: number, verdict: Verdict['kind']): void;
}

/** What was read this share of the time ago may wait: so small a library is not read over and over. */
const EARLIEST = 0.5;
/** From then on it takes this share of the time to read everything, so that a tenth is left for days switched off. */
const DURATION = 0.4;

const LONGEST_REST_MS = 60 * 60_000;
const REST_AFTER_FAILURE_MS = 60_000;
const LOOK_WHILE_BUSY_MS = 1000;
/** A phone that uploads all day must not keep the scrub from its work. */
const LONGEST_YIELD_MS = 5 * 60_000;

/**
 * Reads all originals again, one after the other and slowly, so that each had its turn within the configured time; until
 * aborted. Whose turn it is stands in the rows, so a restart goes on where it was. What is wrong is logged and noted.
 *
 * Everything lasts as long as there is time for: only what is overdue is read at the full rate.
 */
export async function scrub(deps: ScrubDeps, log: ProofLog, signal: AbortSignal): Promise<void> {
  const { scrubBytesPerSecond } = deps.config;
  if (scrubBytesPerSecond === 0) return;
  const pace = new Pace(scrubBytesPerSecond);
  while (!signal.aborted) {
    try {
      await rest(await scrubNext(deps, log, pace, signal), signal);
    } catch (error) {
      if (signal.aborted) return;
      log.error({ err: error }, 'the scrub failed; it goes on in a minute');
      await rest(REST_AFTER_FAILURE_MS, signal).catch(() => undefined);
    }
  }
}

/** Reads the next original and returns how long to rest, in milliseconds. */
async function scrubNext(deps: ScrubDeps, log: ProofLog, pace: Pace, signal: AbortSignal): Promise<number> {
  const since = new Date(deps.now().valueOf() - EARLIEST * deps.config.scrubMs);
  const [original] = await nextToReread(deps.db, { since }, 1);
  if (original === undefined) return LONGEST_REST_MS;
  await untilCalm(deps, signal);
  const startedAt = performance.now();
  const verdict = await reread(deps, original, { pace, signal });
  deps.observer?.reread(original.sizeBytes, verdict.kind);
  reportVerdict(log, original, verdict);
  if (isOverdue(deps, original)) return 0;
  const share = original.sizeBytes / Math.max(1, await readTotalBytes(deps.db));
  const wantedMs = share * DURATION * deps.config.scrubMs - (performance.now() - startedAt);
  return Math.min(Math.max(0, wantedMs), LONGEST_REST_MS);
}

function isOverdue(deps: ScrubDeps, { readAt }: QueuedOriginal): boolean {
  return deps.now().valueOf() - new Date(readAt).valueOf() > deps.config.scrubMs;
}

async function readTotalBytes(db: Database): Promise<number> {
  const { bytes } = await db
    .selectFrom('users')
    .select(sql<number>`coalesce(sum(usage_bytes), 0)`.as('bytes'))
    .executeTakeFirstOrThrow();
  return bytes;
}

async function untilCalm({ isBusy }: ScrubDeps, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; isBusy() && waitedMs < LONGEST_YIELD_MS; waitedMs += LOOK_WHILE_BUSY_MS)
    await rest(LOOK_WHILE_BUSY_MS, signal);
}

async function rest(forMs: number, signal: AbortSignal): Promise<void> {
  await setTimeout(forMs, undefined, { signal, ref: false });
}
