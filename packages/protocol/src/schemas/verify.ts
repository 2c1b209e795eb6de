import * as z from 'zod';
import { checksum, id, timestamp } from './primitives.ts';

const MAX_LOOKED_AT = 5000;
const MAX_READ_AGAIN = 1000;
const MAX_MARK = 100;

/** POST /assets/verify: ids, or checksums, or both. */
export const verifyBody = z
  .object({
    ids: z.array(id).max(MAX_LOOKED_AT).default([]),
    checksums: z.array(checksum).max(MAX_LOOKED_AT).default([]),
    /** Has every byte read and hashed again; otherwise the disk is only asked whether the file is there with its size. */
    deep: z.boolean().default(false),
    /** What an answer told as `mark`, to be asked whether it is known still. */
    mark: z.string().max(MAX_MARK).optional(),
  })
  .refine(({ ids, checksums }) => ids.length + checksums.length > 0, 'expected ids or checksums')
  .refine(
    ({ ids, checksums, deep }) => ids.length + checksums.length <= (deep ? MAX_READ_AGAIN : MAX_LOOKED_AT),
    `expected at most ${MAX_LOOKED_AT} at once, or ${MAX_READ_AGAIN} with deep`,
  );

/** `unknown`: this user has no such asset. `unreadable`: the server cannot tell now. */
const state = z.enum(['stored', 'missing', 'damaged', 'unreadable', 'unknown']);

const verified = z.object({
  state,
  /** Whether it is kept with all its motion parts. */
  stored: z.boolean(),
  assetId: id.nullable(),
  sizeInBytes: z.number().int().nullable(),
  /** SHA-1 of what was uploaded, base64. */
  checksum: checksum.nullable(),
  isTrashed: z.boolean(),
  /** When the server last read the bytes again and they were right; null: not since they were put there. */
  rereadAt: timestamp.nullable(),
});

export const verifyAnswer = z.object({
  /** One for each id, then one for each checksum, in the order asked. */
  results: z.array(
    verified.extend({
      /** The id or checksum as it was asked for. */
      asked: z.string(),
      /** Whether this request read it, and its motion parts, again. False with deep: its time was up, ask again. */
      isReread: z.boolean(),
      /** Of an unknown checksum: whether this user deleted such bytes here for good. Of ids false. Absent: an older server. */
      wasDeleted: z.boolean().optional(),
      /** Every motion part that came with it; most photos have none. */
      motionParts: z.array(verified.omit({ stored: true })),
    }),
  ),
  /**
   * Since when the server remembers what was deleted; 1970: since ever. A device that was told later than this that an unknown checksum is
   * kept was told so by a server that has lost it since: its data was put back from an older copy.
   */
  deletionsKnownSince: timestamp.optional(),
  /** How far the server has come with what this user sends. Absent: an older server. */
  mark: z.string().max(MAX_MARK).optional(),
  /** Whether it has everything still that it had when it told the mark of the question; true where none was asked for. */
  isMarkKnown: z.boolean().optional(),
});
export type VerifyAnswer = z.infer<typeof verifyAnswer>;
