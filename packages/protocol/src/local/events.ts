import * as z from 'zod';
import { accountState } from './account.ts';
import { conditions, device, libraryAccess } from './device.ts';
import { snapshot } from './snapshot.ts';

/**
 * What the stream of events tells: first `hello`, with everything as it is, then what changes. Each is the data of one
 * server-sent event without a name; a comment at least each `HEARTBEAT_MS` shows that the agent lives.
 */
export const localEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    device,
    snapshot,
    conditions,
    account: accountState,
    access: libraryAccess,
  }),
  /** At most ten a second, and always the last one. */
  z.object({ kind: z.literal('snapshot'), snapshot }),
  z.object({ kind: z.literal('conditions'), conditions }),
  z.object({ kind: z.literal('account'), account: accountState }),
  z.object({ kind: z.literal('access'), access: libraryAccess }),
  /**
   * A setting, the choice of albums or the folders were changed, by whichever page, or another library is open: what was asked
   * before may be answered otherwise now.
   */
  z.object({ kind: z.literal('changed') }),
  /** A run that a page asked for is over; `read-run` tells how. */
  z.object({ kind: z.literal('run-over'), run: z.string() }),
  /** The last one: another page asked for a stream, and there are as many as the agent gives. This page may ask again. */
  z.object({ kind: z.literal('make-way') }),
]);

export type LocalEvent = z.output<typeof localEvent>;

/** How often an agent that has nothing to tell shows that it lives. */
export const HEARTBEAT_MS = 10_000;
