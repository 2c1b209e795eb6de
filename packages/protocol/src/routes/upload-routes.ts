import * as z from 'zod';
import { uploadAnswer } from '../schemas/assets.ts';
import {
  appendQuery,
  PARTIAL_UPLOAD,
  UPLOAD_ASSET_HEADER,
  UPLOAD_INTEROP_VERSION,
} from '../schemas/uploads.ts';
import { needs, type RequestHeader, type Route } from './route.ts';

/** 128 random bits in hex. Whatever else is asked for does not exist. */
const byUploadId = z.object({ id: z.string() });

const access = needs('asset.upload');

const COMPLETE: RequestHeader = {
  words: '`?1`: the content of this request is the end of the file; `?0`: more will come.',
  isRequired: true,
};
const LENGTH: RequestHeader = { words: "The whole file's length in bytes, as soon as it is known." };
const CONTENT_DIGEST: RequestHeader = {
  words:
    'Digests of the content of this request (RFC 9530: `sha`, `sha-256`, `sha-512`); if they differ, nothing of it is appended.',
};
const INTEROP: RequestHeader = {
  words: `\`${UPLOAD_INTEROP_VERSION}\`: the client understands interim answers (104); without it none are sent.`,
};

const OFFSET = 'How many bytes are durable; the next append begins here.';
const LIMITS =
  '`max-size`, `min-size`, `max-append-size`, `min-append-size` in bytes; `max-age` in seconds: so long it lives.';
const GOES_ON = { 'Upload-Offset': OFFSET, 'Upload-Complete': '`?0`', 'Upload-Limit': LIMITS };
const KEPT = {
  'Upload-Complete': '`?1`',
  'Repr-Digest': 'Digests of what is kept: `sha` and those that were asked for.',
};

const contentErrors = [
  'bad-request',
  'bad-field',
  'missing-field',
  'unsupported-media-type',
  'payload-too-large',
  'empty-file',
  'truncated-body',
  'checksum-mismatch',
  'quota-exceeded',
  'disk-full',
] as const;

/**
 * Resumable upload (draft-ietf-httpbis-resumable-upload), by name. Bodies are bytes, most of the answers are in
 * headers, and errors are `application/problem+json` of `problemBody`.
 */
export const uploadRoutes = {
  createUpload: {
    method: 'POST',
    path: '/uploads',
    summary: 'Begin an upload of one file, with all, some or none of its bytes.',
    access,
    headers: {
      [UPLOAD_ASSET_HEADER]: {
        words:
          'What the file is: `fileName` and the fields of POST /assets (but for `filename` and `fileSize`) as JSON in UTF-8, in base64url.',
        isRequired: true,
      },
      'Upload-Complete': COMPLETE,
      'Upload-Length': LENGTH,
      'Repr-Digest': {
        words: 'Digests of the whole file (`sha`: SHA-1); what differs from them at the end is not kept.',
      },
      'Want-Repr-Digest': { words: 'Digests that the final answer is to name.' },
      'Content-Digest': CONTENT_DIGEST,
      'Upload-Draft-Interop-Version': INTEROP,
    },
    bytes: 'application/octet-stream',
    answers: {
      200: {
        words: 'The user has these bytes already (answered before the body).',
        body: uploadAnswer,
        headers: KEPT,
      },
      201: {
        words:
          'With `?1`: the file is kept, and this is its asset. With `?0`: no body; the upload goes on at Location.',
        body: uploadAnswer,
        headers: {
          Location: 'Of an upload that goes on: its address.',
          ...GOES_ON,
          ...KEPT,
          'Upload-Complete': '`?1` or `?0`',
        },
      },
    },
    errors: [...contentErrors, 'unsupported-file-type'],
  },
  headUpload: {
    method: 'HEAD',
    path: '/uploads/{id}',
    summary: 'How far an upload is. Ends a request that is still sending, so that the answer holds.',
    access,
    params: byUploadId,
    answers: {
      204: {
        words: 'No body.',
        body: null,
        headers: {
          ...GOES_ON,
          'Upload-Complete': '`?1` or `?0`',
          'Upload-Length': 'When it is known.',
          'Cache-Control': '`no-store`',
        },
      },
    },
  },
  readUpload: {
    method: 'GET',
    path: '/uploads/{id}',
    summary: 'The answer that completed an upload, for a client that did not hear it.',
    access,
    params: byUploadId,
    answers: { 200: { words: 'The asset.', body: uploadAnswer, headers: KEPT } },
    errors: ['conflict'],
  },
  appendToUpload: {
    method: 'PATCH',
    path: '/uploads/{id}',
    summary: 'Append to an upload, and complete it with `Upload-Complete: ?1` (also without content).',
    access,
    params: byUploadId,
    query: appendQuery,
    headers: {
      'Upload-Offset': {
        words:
          'Where the content begins: the offset that was told last. Not read where the query says so, nor are the others of the draft.',
        isRequired: true,
      },
      'Upload-Complete': COMPLETE,
      'Upload-Length': LENGTH,
      'Content-Digest': CONTENT_DIGEST,
      'Upload-Draft-Interop-Version': INTEROP,
    },
    bytes: PARTIAL_UPLOAD,
    answers: {
      200: { words: 'Complete; the user had these bytes already.', body: uploadAnswer, headers: KEPT },
      201: { words: 'Complete; the file is kept, and this is its asset.', body: uploadAnswer, headers: KEPT },
      204: { words: 'Appended; more is to come.', body: null, headers: GOES_ON },
    },
    errors: [...contentErrors, 'conflict'],
  },
  cancelUpload: {
    method: 'DELETE',
    path: '/uploads/{id}',
    summary: 'Give up an upload and its bytes. The asset of a complete one stays.',
    access,
    params: byUploadId,
    answers: { 204: null },
  },
} as const satisfies Record<string, Route>;

export type UploadRouteName = keyof typeof uploadRoutes;
