import { throwIfCancelled, untilCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError, type ErrorCode } from '../errors/backup-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Random } from '../ports/random.ts';
import type { Remote } from '../ports/remote.ts';
import { backoffMs, MAX_ATTEMPTS } from '../asset/backoff.ts';
import { withAnswerLimit } from './answer-limit.ts';

/** Questions to the server that outlast its bad moments, and the network's. */
export interface Connection {
  /**
   * Asks until there is an answer: again after `retry` errors, up to 5 times (E2), unless the server asks for a longer pause
   * than a run may take; for as long as the patience lasts after `network` ones. Whatever is left is thrown.
   */
  call<Answer>(ask: (signal: CancelSignal) => Promise<Answer>, signal: CancelSignal): Promise<Answer>;

  /** Resolves when the server answers again; throws a `wait` error when the patience is used up. Any number may wait at once. */
  waitUntilOnline(signal: CancelSignal): Promise<void>;

  /** Whether the server answers at this moment; asked once for all who ask at once. */
  isThere(signal: CancelSignal): Promise<boolean>;
}

export interface ConnectionDeps {
  readonly remote: Remote;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** How long a run waits for a network that went away before it gives up; Infinity: for ever. */
  readonly offlinePatienceMs: number;
  /** Told when the waiting begins, when more is known of it, and, as undefined, when it is over. */
  readonly onWaiting: (wait: { readonly sinceMs: number; readonly isUntrusted: boolean } | undefined) => void;
}

const LONGEST_PROBE_PAUSE_MS = 15_000;
/** A server that says nothing for so long is not there. */
const ANSWER_LIMIT_MS = 10_000;
/** What only the server itself says; trouble and nonsense may come from whatever stands in its place. */
const IS_THERE: ReadonlySet<ErrorCode> = new Set(['unauthorized', 'forbidden', 'too-many-requests']);
/** While nothing else can be done, a busy server is given up to this. */
const LONG_ANSWER_LIMIT_MS = 60_000;
/** A server may ask for a day; nobody waits inside a question for so long. */
const LONGEST_PAUSE_MS = 5 * 60_000;

const mayAskAgain = ({ disposition, retryAfterMs = 0 }: BackupError): boolean =>
  disposition === 'retry' && retryAfterMs <= LONGEST_PAUSE_MS;

/** Creates the connection of one run. */
export function createConnection(deps: ConnectionDeps): Connection {
  const { remote, clock, random, logger } = deps;
  let waiting: Promise<void> | undefined;
  let looking: Promise<boolean> | undefined;

  const waitUntilOnline = (signal: CancelSignal): Promise<void> => {
    waiting ??= probe(signal).finally(() => {
      waiting = undefined;
    });
    return waiting;
  };

  async function probe(signal: CancelSignal): Promise<void> {
    const sinceMs = clock.now();
    let last = new BackupError('network', 'the server could not be reached');
    const tell = (): void => {
      deps.onWaiting({ sinceMs, isUntrusted: last.code === 'untrusted-server' });
    };
    tell();
    let waitedMs = 0;
    try {
      for (let attempt = 1; waitedMs < deps.offlinePatienceMs; attempt += 1) {
        const pauseMs = Math.min(
          backoffMs(attempt, random.next(), 250),
          LONGEST_PROBE_PAUSE_MS,
          deps.offlinePatienceMs - waitedMs,
        );
        await clock.sleep(pauseMs, signal);
        waitedMs += pauseMs;
        const askedAtMs = clock.now();
        // A connection that is dead costs little, and a server that is busy is given more and more.
        const limitMs = Math.min(
          LONG_ANSWER_LIMIT_MS,
          ANSWER_LIMIT_MS * 2 ** (attempt - 1),
          Math.max(ANSWER_LIMIT_MS, deps.offlinePatienceMs - waitedMs),
        );
        try {
          await describe(limitMs, signal);
          return;
        } catch (error) {
          throwIfCancelled(signal);
          if (!(error instanceof BackupError) || error.disposition === 'stop') throw error;
          // A silence is waited for, too; a clock that jumps counts as no more than one.
          waitedMs += Math.min(Math.max(0, clock.now() - askedAtMs), limitMs);
          logger.log('debug', 'server-not-back', { code: error.code, attempt });
          if (error.disposition === 'wait') last = error;
          tell();
        }
      }
    } finally {
      deps.onWaiting(undefined);
    }
    throw last;
  }

  async function call<Answer>(
    ask: (signal: CancelSignal) => Promise<Answer>,
    signal: CancelSignal,
  ): Promise<Answer> {
    // A network that comes back each time but never for this question is no better than a server that fails.
    for (let failed = 0, droppedCount = 0; ;) {
      throwIfCancelled(signal);
      try {
        return await untilCancelled(ask(signal), signal);
      } catch (error) {
        if (!(error instanceof BackupError)) throw error;
        if (error.disposition === 'wait' && deps.offlinePatienceMs > 0 && droppedCount < MAX_ATTEMPTS) {
          droppedCount += 1;
          await waitUntilOnline(signal);
        } else if (mayAskAgain(error) && failed + 1 < MAX_ATTEMPTS) {
          failed += 1;
          logger.log('info', 'question-failed', { code: error.code, failed });
          await clock.sleep(backoffMs(failed, random.next(), error.retryAfterMs), signal);
        } else {
          throw error;
        }
      }
    }
  }

  const isThere = (signal: CancelSignal): Promise<boolean> => {
    looking ??= look(signal).finally(() => {
      looking = undefined;
    });
    return looking;
  };

  async function describe(limitMs: number, signal: CancelSignal): Promise<void> {
    await withAnswerLimit(clock, limitMs, signal, (limited) => remote.describe(limited));
  }

  async function look(signal: CancelSignal): Promise<boolean> {
    try {
      await describe(ANSWER_LIMIT_MS, signal);
      return true;
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof BackupError)) throw error;
      return IS_THERE.has(error.code);
    }
  }

  return { call, waitUntilOnline, isThere };
}
