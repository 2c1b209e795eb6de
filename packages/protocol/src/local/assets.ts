import * as z from 'zod';
import { backupErrorCode } from './errors.ts';
import { amount, ids, limit, listOf, localId } from './primitives.ts';

const partFacts = z.object({
  fileName: z.string(),
  sizeBytes: amount.optional(),
  modifiedAtMs: amount,
});

const assetKind = z.enum(['image', 'video', 'unsupported']);

const checksums = z.object({ original: z.string(), motion: z.string().optional() });

const failure = z.object({
  code: backupErrorCode,
  detail: z.string(),
  attempts: z.number().int(),
  atMs: amount,
});

const ignoredReason = z.enum(['unsupported-type', 'in-cloud', 'before-cut-off']);

const standing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('candidate') }),
  z.object({ kind: z.literal('excluded'), byAlbum: z.string() }),
  z.object({ kind: z.literal('not-selected') }),
  z.object({ kind: z.literal('ignored'), reason: ignoredReason }),
]);

const settlement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pending') }),
  z.object({
    kind: z.literal('backed-up'),
    how: z.enum(['uploaded', 'duplicate']),
    remoteId: z.string().optional(),
    atMs: amount,
  }),
  z.object({ kind: z.literal('retrying'), failure, nextAttemptAtMs: amount }),
  z.object({ kind: z.literal('failed'), failure }),
  z.object({ kind: z.literal('deleted-on-server'), atMs: amount }),
  z.object({ kind: z.literal('gone'), atMs: amount }),
]);

/** Everything that the ledger knows of one asset. */
export const assetRecord = z.object({
  asset: z.object({
    id: z.string(),
    kind: assetKind,
    original: partFacts,
    motion: partFacts.optional(),
    createdAtMs: amount,
    isFavorite: z.boolean(),
    durationMs: amount.optional(),
    isInCloud: z.boolean(),
  }),
  version: z.string(),
  albumIds: listOf(z.string()),
  standing,
  albumNames: listOf(z.string()),
  checksums: checksums.optional(),
  settlement,
  isWantedAgain: z.boolean(),
  proof: z.object({ verifiedAtMs: amount, rereadAtMs: amount.optional() }).optional(),
  finding: z
    .object({
      what: z.enum(['damaged', 'missing']),
      atMs: amount,
      undone: z
        .object({ how: z.enum(['uploaded', 'duplicate']), atMs: amount, rereadAtMs: amount.optional() })
        .optional(),
      mendedAtMs: amount.optional(),
    })
    .optional(),
});

const settlementKind = z.enum(['pending', 'backed-up', 'retrying', 'failed', 'deleted-on-server', 'gone']);
const standingKind = z.enum(['candidate', 'excluded', 'not-selected', 'ignored']);

/** What words of a search stand for beside themselves. */
export const wordMeanings = z
  .array(
    z.object({
      word: z.string().max(500),
      year: z.number().int().optional(),
      months: listOf(z.number().int().min(0).max(11)).optional(),
      kinds: listOf(assetKind).optional(),
      standing: standingKind.optional(),
      settlements: listOf(settlementKind).optional(),
    }),
  )
  .max(100)
  .readonly();

export const assetCursor = z.object({ createdAtMs: amount, id: localId });

/** The questions that people ask about assets. */
export const assetListing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('by-id'), ids }),
  z.object({
    kind: z.literal('listed'),
    standing: standingKind.optional(),
    settlement: settlementKind.optional(),
    albumId: localId.optional(),
    assetKinds: listOf(assetKind).optional(),
    how: z.enum(['uploaded', 'duplicate']).optional(),
    isDamaged: z.boolean().optional(),
    after: assetCursor.optional(),
    limit,
  }),
]);

const waitingFor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('its-turn') }),
  z.object({
    kind: z.literal('room'),
    lack: z.object({ code: z.enum(['quota-exceeded', 'server-disk-full', 'device-full']), atMs: amount }),
  }),
  z.object({ kind: z.enum(['network', 'wi-fi', 'power']) }),
  z.object({ kind: z.literal('icloud-download') }),
  z.object({ kind: z.literal('retry'), atMs: amount, failure }),
]);

const why = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('backed-up'),
    remoteId: z.string().optional(),
    atMs: amount,
    checksums: checksums.optional(),
  }),
  z.object({
    kind: z.literal('duplicate'),
    of: z.string().optional(),
    atMs: amount,
    checksums: checksums.optional(),
  }),
  z.object({ kind: z.literal('waiting'), for: waitingFor }),
  z.object({ kind: z.literal('failed'), failure }),
  z.object({ kind: z.literal('deleted-on-server'), atMs: amount }),
  z.object({ kind: z.literal('excluded'), byAlbum: z.string(), albumName: z.string().optional() }),
  z.object({ kind: z.literal('not-selected') }),
  z.object({ kind: z.literal('ignored'), reason: ignoredReason }),
  z.object({ kind: z.literal('gone'), atMs: amount }),
]);

/** The one answer to *why*, with what it is about. */
export const explanation = z.object({ record: assetRecord, why });
