import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';

const TYPES = 'https://iana.org/assignments/http-problem-types#';
const INTEROP_VERSION = '8';

/** Content is small, and all in memory. */
export const MAX_SIZE_BYTES = 1024 * 1024;
const MAX_AGE_S = 3600;

/** One request, its response, and what is wrong with this server. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly faults: ReadonlySet<Fault>;
}

/** The value of Upload-Limit. A fault makes it smaller when it is told again. */
export function limitField(faults: ReadonlySet<Fault>, where: 'options' | 'creation' | 'later'): string {
  if (faults.has('limit-is-a-string')) return `max-size="${MAX_SIZE_BYTES}"`;
  const isLess =
    (where === 'later' && faults.has('limit-shrinks')) ||
    (where !== 'options' && faults.has('options-promise-more'));
  const size = isLess ? MAX_SIZE_BYTES / 2 : MAX_SIZE_BYTES;
  return `max-size=${size}, max-append-size=${size}, max-age=${MAX_AGE_S}`;
}

export function answer(
  { response, request }: Call,
  status: number,
  headers: OutgoingHttpHeaders,
  body?: object,
) {
  // What is left of the content is read, so that closing the connection does not cut the answer off.
  request.resume();
  const isEmpty = body === undefined;
  response.writeHead(status, { ...(!isEmpty && { 'content-type': 'application/json' }), ...headers });
  response.end(isEmpty ? undefined : JSON.stringify(body));
}

/** Refuses with a problem (RFC 9457), which has no type where the draft defines none. */
export function refuse(
  call: Call,
  status: number,
  type?: string,
  { headers = {}, members = {} }: { headers?: OutgoingHttpHeaders; members?: object } = {},
): void {
  const named = type === undefined ? {} : { type: TYPES + type };
  const fields = { 'content-type': 'application/problem+json', ...headers };
  const isTyped = type !== undefined && status === 400;
  const told = isTyped && call.faults.has('problems-are-422') ? 422 : status;
  answer(call, told, fields, { ...named, status: told, ...members });
}

/** Refuses content, or an announced length, beyond the limits. */
export function refuseTooLarge(call: Call, where: 'creation' | 'later'): void {
  const fields = { 'Upload-Limit': limitField(call.faults, where) };
  const headers = except(call.faults.has('413-without-limit'), 'Upload-Limit', fields);
  refuse(call, 413, undefined, { headers });
}

/** Refuses what no server has a reason to refuse, where a fault says so. */
export function refusesOddly(call: Call): boolean {
  const { headers, method } = call.request;
  const isCreation = method === 'POST';
  const isOdd =
    (headers['upload-limit'] !== undefined && call.faults.has('minds-upload-limit')) ||
    (isCreation && headers['content-length'] === '0' && call.faults.has('refuses-empty')) ||
    (isCreation && headers['upload-complete'] === '?1' && call.faults.has('refuses-whole')) ||
    (headers['repr-digest'] !== undefined && call.faults.has('refuses-digests')) ||
    (headers['content-digest'] !== undefined && call.faults.has('refuses-digests'));
  if (isOdd) refuse(call, 400);
  return isOdd;
}

/** Sends a 104, if the client speaks this version of the draft. */
export function inform({ request, response, faults }: Call, headers: Record<string, string>): void {
  const version = request.headers['upload-draft-interop-version'];
  const isSpoken =
    version === INTEROP_VERSION ||
    (version === undefined ? faults.has('104-unasked') : faults.has('104-for-any-version'));
  if (!isSpoken || response.headersSent || faults.has('no-104')) return;
  const told = faults.has('104-without-version') ? {} : { 'Upload-Draft-Interop-Version': INTEROP_VERSION };
  response.writeInformation(104, { ...headers, ...told });
}

/** Fields without those that a fault leaves out. */
export function except<Value>(
  isFaulty: boolean,
  name: string,
  fields: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !(isFaulty && field === name)));
}
