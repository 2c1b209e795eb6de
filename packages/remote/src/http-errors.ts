import { BackupError, DamagedOriginal, type ErrorCode } from '@keepsake/engine';
import { errorBody, type ErrorCode as WireCode } from '@keepsake/protocol';
import type { HttpAnswer } from './http-transport.ts';

const MAX_RETRY_AFTER_MS = 24 * 3_600_000;
const MAX_DETAIL_LENGTH = 300;

/** What the codes of our own server mean to the engine. */
const BY_CODE: Readonly<Record<WireCode, ErrorCode>> = {
  'bad-request': 'rejected',
  'bad-json': 'rejected',
  unauthorized: 'unauthorized',
  'wrong-credentials': 'unauthorized',
  forbidden: 'forbidden',
  'not-found': 'rejected',
  'method-not-allowed': 'rejected',
  'already-set-up': 'rejected',
  conflict: 'rejected',
  'precondition-failed': 'rejected',
  'request-timeout': 'server-error',
  'headers-too-large': 'rejected',
  'payload-too-large': 'rejected',
  'unsupported-media-type': 'rejected',
  'range-not-satisfiable': 'rejected',
  'too-many-requests': 'too-many-requests',
  'bad-multipart': 'rejected',
  'missing-field': 'rejected',
  'bad-field': 'rejected',
  'missing-file': 'rejected',
  'too-many-files': 'rejected',
  'empty-file': 'empty-file',
  'unsupported-file-type': 'unsupported-type',
  // All was sent, not all arrived: something between dropped it, and may not the next time.
  'truncated-body': 'server-error',
  'checksum-mismatch': 'checksum-mismatch',
  'quota-exceeded': 'quota-exceeded',
  'original-missing': 'server-error',
  // A retry is pointless: it stays damaged until it is sent again.
  'original-damaged': 'rejected',
  'disk-full': 'server-disk-full',
  unavailable: 'server-error',
  internal: 'server-error',
};

/** The error that an answer which is not a success stands for. The only place that knows what a status means (E1). */
export function errorOfAnswer(answer: Pick<HttpAnswer, 'status' | 'header'>, text: string): BackupError {
  const { status } = answer;
  const json = parsedOrUndefined(text);
  const ours = errorBody.safeParse(json);
  const message = messageOf(json);
  const code = ours.success
    ? BY_CODE[ours.data.code]
    : codeOfStatus(status, message, looksLikeHtml(answer, text));
  const detail = detailOf(status, message, ours.success);
  if (ours.success && ours.data.code === 'original-damaged') return new DamagedOriginal(detail);
  return new BackupError(code, detail, {
    retryAfterMs: retryAfterMsOf(answer),
  });
}

/** The error of a success that cannot be understood: never "nothing to do" (E6). */
export function badAnswer(what: string, cause?: unknown): BackupError {
  return new BackupError('bad-answer', `The server's answer makes no sense: ${what}`, { cause });
}

/** True of an error that says that nothing answers, or nothing that could say what it is. */
export function isSilence({ code, disposition }: BackupError): boolean {
  return disposition === 'wait' || code === 'timeout' || code === 'server-error';
}

/** True when a web page came where JSON was asked for: a hotel's sign-in, a proxy's error, another kind of server. */
export function looksLikeHtml(answer: Pick<HttpAnswer, 'header'>, text: string): boolean {
  return /^text\/html\b/i.test(answer.header('content-type') ?? '') || /^\s*</.test(text);
}

function codeOfStatus(status: number, message: string | undefined, isHtml: boolean): ErrorCode {
  if (status === 507) return 'server-disk-full';
  // "Network authentication required": a hotel's gate, not the server.
  if (status === 511) return 'network';
  if (status >= 500) return 'server-error';
  if (status === 429) return 'too-many-requests';
  if (status === 408) return 'timeout';
  if (status === 413 || status === 414 || status === 431) return 'rejected';
  // Photo servers answer JSON. A page that says "forbidden" is somebody else's.
  if (isHtml || status < 400) return 'bad-answer';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 405) return 'bad-answer';
  if (message === 'Quota has been exceeded!') return 'quota-exceeded';
  if (message !== undefined && /^unsupported file type/i.test(message)) return 'unsupported-type';
  return 'rejected';
}

function detailOf(status: number, message: string | undefined, isOurs: boolean): string {
  // Our own server takes any photo. What stands before it may not.
  if (status === 413 && !isOurs)
    return 'A proxy before the server takes no request of this size (413): raise its limit for bodies, or remove it, as docs/operating.md says';
  if (status >= 300 && status < 400) return `The server points to another address (${status})`;
  return message === undefined ? `The server answered ${status}` : `The server says: ${message} (${status})`;
}

function messageOf(json: unknown): string | undefined {
  const message: unknown =
    typeof json === 'object' && json !== null && 'message' in json ? json.message : undefined;
  const text: unknown = Array.isArray(message) ? message[0] : message;
  if (typeof text !== 'string') return undefined;
  // It may end up in a terminal: no control characters.
  return text.slice(0, MAX_DETAIL_LENGTH).replace(/\p{Cc}+/gu, ' ');
}

/** Retry-After in seconds, or as a date beside the answer's own Date: the device's clock may be wrong. */
function retryAfterMsOf(answer: Pick<HttpAnswer, 'header'>): number | undefined {
  const value = answer.header('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const ms = /^\d{1,10}$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.parse(answer.header('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

/** JSON as servers write it, some with a byte order mark before it. Throws when it is none. */
export function parsedJson(text: string): unknown {
  return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
}

function parsedOrUndefined(text: string): unknown {
  try {
    return parsedJson(text);
  } catch {
    return undefined;
  }
}
