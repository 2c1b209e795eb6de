import type { ErrorCode } from '@keepsake/protocol';

/** How one error code is told over HTTP. */
export interface CatalogueEntry {
  readonly status: number;
  /** What a person reads when the thrower had nothing more exact to say. */
  readonly sentence: string;
}

/** Every error of the API: its status and its sentence. The only place where codes meet HTTP. */
export const CATALOGUE: Readonly<Record<ErrorCode, CatalogueEntry>> = {
  'bad-request': { status: 400, sentence: 'The request is not valid.' },
  'bad-json': { status: 400, sentence: 'The body is not valid JSON.' },
  unauthorized: { status: 401, sentence: 'Sign in first: this needs a valid session or API key.' },
  'wrong-credentials': { status: 401, sentence: 'The e-mail address or the password is wrong.' },
  forbidden: { status: 403, sentence: 'This is not allowed.' },
  'not-found': { status: 404, sentence: 'There is nothing of this name here.' },
  'method-not-allowed': { status: 405, sentence: 'This address does not take that method.' },
  'already-set-up': { status: 400, sentence: 'This server already has an administrator; sign in instead.' },
  conflict: { status: 409, sentence: 'This contradicts what is already there.' },
  'request-timeout': { status: 408, sentence: 'The request did not arrive in time; send it again.' },
  'headers-too-large': { status: 431, sentence: 'The address and the headers are longer than 16 KiB.' },
  'precondition-failed': { status: 412, sentence: 'The file is not the one that the request is about.' },
  'payload-too-large': { status: 413, sentence: 'The request is larger than the server takes.' },
  'unsupported-media-type': { status: 415, sentence: 'The body has a type that this address does not take.' },
  'range-not-satisfiable': { status: 416, sentence: 'The requested range lies outside the file.' },
  'too-many-requests': { status: 429, sentence: 'Too many requests; try again a little later.' },
  'bad-multipart': { status: 400, sentence: 'The body is not valid multipart/form-data.' },
  'missing-field': { status: 400, sentence: 'A required field is missing.' },
  'bad-field': { status: 400, sentence: 'A field has a value that is not valid.' },
  'missing-file': { status: 400, sentence: 'The file part assetData is missing.' },
  'too-many-files': { status: 400, sentence: 'There are more file parts than one asset has.' },
  'empty-file': { status: 400, sentence: 'The file is empty.' },
  'unsupported-file-type': { status: 400, sentence: 'This type of file is neither a photo nor a video.' },
  'truncated-body': { status: 400, sentence: 'The body ended too early; send it again.' },
  'checksum-mismatch': {
    status: 400,
    sentence: 'The bytes that arrived are not the ones of x-immich-checksum; send them again.',
  },
  // Immich's app compares this very sentence.
  'quota-exceeded': { status: 400, sentence: 'Quota has been exceeded!' },
  'original-missing': {
    status: 503,
    sentence:
      "The server's disk does not have this file any more; upload it again, or restore it from a backup.",
  },
  'original-damaged': {
    status: 503,
    sentence:
      "This file is damaged on the server's disk; upload it again, or restore it from a backup. To have it as it is, ask with ?evenIfDamaged=true.",
  },
  'disk-full': { status: 507, sentence: "The server's disk is full." },
  unavailable: { status: 503, sentence: 'The server cannot do this now; try again later.' },
  internal: { status: 500, sentence: 'Something went wrong on the server.' },
};
