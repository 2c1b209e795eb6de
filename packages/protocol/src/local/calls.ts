import * as z from 'zod';
import {
  login,
  passwordChange,
  passwordWords,
  serverFound,
  serverUrl,
  signInOutcome,
  typedAddress,
} from './account.ts';
import { albumChoices, albumRecord } from './albums.ts';
import { assetCursor, assetListing, assetRecord, explanation, wordMeanings } from './assets.ts';
import { chosenFolders, folderCount, folderListing } from './device.ts';
import { amount, count, ids, limit, listOf, localId, nothing } from './primitives.ts';
import { freeingProposal, runState, wantedRun } from './runs.ts';
import { settings, settingsChange } from './settings.ts';
import { backupStatus, statistics } from './statistics.ts';

const many = z.object({ count });

/**
 * Every call of the local API: `POST /local/v1/<name>` with `asks` as JSON is answered 200 with `answers`, 409 with a
 * `localFailure`, or any other status with a `localRefusal`. Unknown ids change nothing.
 */
export const localCalls = {
  /** Begins a run, which belongs to the agent and not to the page that asked for it. Its end is told by an event. */
  'start-run': { asks: wantedRun, answers: z.object({ run: z.string() }) },
  'read-run': { asks: z.object({ run: z.string().max(64) }), answers: runState },
  'cancel-run': { asks: nothing, answers: nothing },
  'read-status': { asks: nothing, answers: backupStatus },
  'list-albums': { asks: nothing, answers: z.object({ albums: listOf(albumRecord) }) },
  'choose-albums': { asks: z.object({ choices: albumChoices }), answers: nothing },
  'read-settings': { asks: nothing, answers: settings },
  'change-settings': { asks: settingsChange, answers: nothing },
  'list-assets': { asks: assetListing, answers: z.object({ records: listOf(assetRecord) }) },
  explain: { asks: z.object({ id: localId }), answers: z.object({ explanation: explanation.optional() }) },
  retry: { asks: z.object({ ids: z.union([ids, z.literal('all-failed')]) }), answers: many },
  'upload-again': { asks: z.object({ ids: z.union([ids, z.literal('all-deleted')]) }), answers: many },
  'propose-freeing': { asks: nothing, answers: freeingProposal },

  'find-server': { asks: z.object({ address: typedAddress }), answers: serverFound },
  'sign-in': { asks: z.object({ serverUrl, login }), answers: signInOutcome },
  'change-password': { asks: passwordWords, answers: passwordChange },
  'sign-out': { asks: z.object({ forgetsLedger: z.boolean() }), answers: nothing },

  'list-folders': { asks: z.object({ path: localId.optional() }), answers: folderListing },
  'count-photos': { asks: z.object({ path: localId }), answers: folderCount },
  'choose-folders': { asks: z.object({ paths: chosenFolders }), answers: nothing },

  search: {
    asks: z.object({
      text: z.string().max(500),
      meanings: wordMeanings.optional(),
      after: assetCursor.optional(),
      limit,
    }),
    answers: z.object({ records: listOf(assetRecord) }),
  },
  'preview-choices': {
    asks: z.object({ choices: albumChoices }),
    answers: z.object({
      statistics,
      candidateBytes: amount,
      /** Entries of a map from excluded albums. */
      keptOut: listOf(z.tuple([z.string(), count]).readonly()),
      /** Entries of a map from albums. */
      unsupported: listOf(z.tuple([z.string(), count]).readonly()),
    }),
  },

  'read-days': {
    asks: z.object({ fromMs: amount }),
    answers: z.object({
      days: listOf(
        z.object({ day: z.string(), uploadedCount: count, uploadedBytes: amount, duplicateCount: count }),
      ),
    }),
  },
  'read-albums': {
    asks: nothing,
    answers: z.object({
      albums: listOf(
        z.object({
          albumId: z.string(),
          name: z.string(),
          candidateCount: count,
          backedUpCount: count,
          backedUpBytes: amount,
        }),
      ),
    }),
  },
} as const;

export type LocalCallName = keyof typeof localCalls;

/** What a call asks, once it was parsed. */
export type Asked<Name extends LocalCallName> = z.output<(typeof localCalls)[Name]['asks']>;

/** What a call answers. */
export type Answered<Name extends LocalCallName> = z.output<(typeof localCalls)[Name]['answers']>;

/** What a caller may write. */
export type Asking<Name extends LocalCallName> = z.input<(typeof localCalls)[Name]['asks']>;
