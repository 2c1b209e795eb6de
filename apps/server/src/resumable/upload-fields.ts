import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { UPLOAD_INTEROP_VERSION, type AppendQuery } from '@keepsake/protocol';
import { ServerError } from '../errors/server-error.ts';
import { declaredLength } from '../ingest/upload-headers.ts';
import { parseDigests, type Digests } from './digests.ts';
import { parseItem } from './structured-fields.ts';
import { inconsistentLength } from './upload-problem.ts';

/** What the headers of a request that carries a part of an upload say. */
export interface UploadFields {
  /** The content is the end of the upload. */
  readonly isComplete: boolean;
  readonly contentBytes: number | undefined;
  /** `Upload-Length`. */
  readonly lengthBytes: number | undefined;
  /** What the content of this request must be. */
  readonly contentDigests: Digests;
  /** Understands interim responses of this version of the draft. */
  readonly hearsInterim: boolean;
  /** Waits to be told before it sends the content. */
  readonly awaitsContinue: boolean;
}

/**
 * Reads the headers that creating and appending have in common.
 *
 * A malformed one counts as not sent, as the draft demands.
 *
 * @throws ServerError bad-field
 */
export function readUploadFields(request: IncomingMessage): UploadFields {
  const { headers } = request;
  const complete = parseItem(String(headers['upload-complete'] ?? ''));
  if (complete?.kind !== 'boolean')
    throw new ServerError('bad-field', 'The header Upload-Complete must be ?0 or ?1.');
  const version = integer(headers, 'upload-draft-interop-version');
  return {
    ...readContentFields(request),
    isComplete: complete.boolean,
    lengthBytes: integer(headers, 'upload-length'),
    hearsInterim: version === UPLOAD_INTEROP_VERSION && request.httpVersion !== '1.0',
  };
}

/** What is no field of the draft's own. */
function readContentFields({
  headers,
}: IncomingMessage): Pick<UploadFields, 'contentBytes' | 'contentDigests' | 'awaitsContinue'> {
  refuseCoding(headers);
  return {
    contentBytes: contentBytesOf(headers),
    contentDigests: parseDigests(headers, 'content-digest'),
    awaitsContinue: headers.expect !== undefined,
  };
}

/** What an append says. */
export interface AppendFields extends UploadFields {
  /** Where the content begins: `Upload-Offset`. */
  readonly offset: number;
}

/**
 * Reads what an append says: in its query where that speaks, else in the headers of the draft, which the client's platform may
 * have written itself.
 *
 * @throws ServerError bad-field
 */
export function readAppendFields(request: IncomingMessage, { offset, complete }: AppendQuery): AppendFields {
  if (offset === undefined && complete === undefined)
    return { ...readUploadFields(request), offset: readOffset(request.headers) };
  if (offset === undefined || complete === undefined)
    throw new ServerError('bad-field', 'Say both offset and complete in the query, or none of them.');
  return {
    ...readContentFields(request),
    isComplete: complete === 'true',
    lengthBytes: undefined,
    hearsInterim: false,
    offset: Number(offset),
  };
}

function readOffset(headers: IncomingHttpHeaders): number {
  const offset = integer(headers, 'upload-offset');
  if (offset === undefined)
    throw new ServerError('bad-field', 'The header Upload-Offset must be a number of bytes.');
  return offset;
}

/**
 * The length that is known after a request that begins at this offset.
 *
 * @param knownBytes what was known before
 * @throws UploadProblem inconsistent-upload-length
 */
export function agreedLength(
  fields: UploadFields,
  offset: number,
  knownBytes: number | undefined,
): number | undefined {
  const { isComplete, contentBytes, lengthBytes } = fields;
  const endBytes = contentBytes === undefined ? undefined : offset + contentBytes;
  const said = [knownBytes, lengthBytes, isComplete ? endBytes : undefined].filter(
    (bytes) => bytes !== undefined,
  );
  const [length] = said;
  if (said.some((bytes) => bytes !== length))
    throw inconsistentLength(`The upload cannot have ${said.join(' and ')} bytes at once.`);
  if (length !== undefined && length < (endBytes ?? offset))
    throw inconsistentLength(`The upload has ${length} bytes, and this would make it ${endBytes ?? offset}.`);
  return length;
}

/** Both ends count coded bytes, and what is kept here is a photo, not its coded form. */
function refuseCoding(headers: IncomingHttpHeaders): void {
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'identity')
    throw new ServerError('unsupported-media-type', 'Send the file as it is, without a Content-Encoding.');
}

function contentBytesOf(headers: IncomingHttpHeaders): number | undefined {
  const declared = declaredLength(headers);
  return declared === undefined && headers['transfer-encoding'] === undefined ? 0 : declared;
}

function integer(headers: IncomingHttpHeaders, name: string): number | undefined {
  const item = parseItem(String(headers[name] ?? ''));
  return item?.kind === 'integer' && item.integer >= 0 ? item.integer : undefined;
}
