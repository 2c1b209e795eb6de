import * as z from 'zod';

/** Every code that the server's error answers carry, for programs; the sentence beside it is for people. */
export const errorCode = z.enum([
  'bad-request',
  'bad-json',
  'unauthorized',
  'wrong-credentials',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'already-set-up',
  'conflict',
  'precondition-failed',
  'request-timeout',
  'headers-too-large',
  'payload-too-large',
  'unsupported-media-type',
  'range-not-satisfiable',
  'too-many-requests',
  'bad-multipart',
  'missing-field',
  'bad-field',
  'missing-file',
  'too-many-files',
  'empty-file',
  'unsupported-file-type',
  'truncated-body',
  'checksum-mismatch',
  'quota-exceeded',
  'original-missing',
  'original-damaged',
  'disk-full',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

/** The body of every error: `application/json`, but at /uploads, where `problemBody` adds to it. */
export const errorBody = z.object({
  /** One sentence for a person: what happened and what to do. */
  message: z.string(),
  /** The HTTP status in words, as Immich's clients show it. */
  error: z.string(),
  statusCode: z.number().int(),
  code: errorCode,
  /** Names this request in the server's log. */
  requestId: z.string(),
});
export type ErrorBody = z.infer<typeof errorBody>;
