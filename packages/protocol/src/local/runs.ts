import * as z from 'zod';
import { albumChoices } from './albums.ts';
import { assetRecord } from './assets.ts';
import { backupErrorCode, localFailure } from './errors.ts';
import { amount, count, ids, listOf } from './primitives.ts';

export const hold = z.enum(['network', 'wi-fi', 'power']);

/** How a run ended. */
export const runOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('completed') }),
  z.object({ kind: z.literal('stopped'), code: backupErrorCode, detail: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('held-back'), by: hold }),
  z.object({ kind: z.literal('out-of-time') }),
  z.object({ kind: z.literal('yielded') }),
  z.object({ kind: z.literal('already-running') }),
]);

/** What the agent is to do that may take hours. `choices`: the engine's `chooseAlbums`, already answered. */
export const wantedRun = z.discriminatedUnion('goal', [
  z.object({ goal: z.literal('scan'), choices: albumChoices.optional() }),
  z.object({
    goal: z.literal('backup'),
    choices: albumChoices.optional(),
    kind: z.enum(['foreground', 'background']).optional(),
    budgetMs: z.number().positive().optional(),
    isOverMeteredAllowed: z.boolean().optional(),
  }),
  z.object({ goal: z.literal('verify'), isDeep: z.boolean() }),
  z.object({ goal: z.literal('free-space'), ids }),
]);

export type WantedRun = z.output<typeof wantedRun>;

const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sound'), isReread: z.boolean(), remoteId: z.string() }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('damaged') }),
  z.object({ kind: z.literal('lost') }),
  z.object({ kind: z.literal('unknown') }),
]);

const verifyReport = z.object({
  checkedCount: count,
  soundCount: count,
  missingCount: count,
  damagedCount: count,
  unknownCount: count,
  isDeep: z.boolean(),
  differing: listOf(z.object({ record: assetRecord, verdict })),
});

const freeingResult = z.object({ removedCount: count, removedBytes: amount, keptCount: count });

export const freeingProposal = z.object({
  records: listOf(assetRecord),
  sizeBytes: amount,
  unprovenCount: count,
});

const runResult = z.object({
  outcome: runOutcome,
  /** Of a verification that came to its end. */
  report: verifyReport.optional(),
  /** Of space that was freed. */
  result: freeingResult.optional(),
});

export type RunResult = z.output<typeof runResult>;

/** What became of a run; the agent remembers the last ones. */
export const runState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('running') }),
  z.object({ kind: z.literal('ended'), result: runResult }),
  z.object({ kind: z.literal('failed'), failure: localFailure }),
  /** Of another life of the agent, or too long ago. */
  z.object({ kind: z.literal('unknown') }),
]);

export type RunState = z.output<typeof runState>;
