import { BackupError, throwIfCancelled, type CancelSignal, type IsMeteredAllowed } from '@keepsake/engine';
import { badAnswer, errorOfAnswer, looksLikeHtml, parsedJson } from './http-errors.ts';
import type { HttpAnswer, HttpBody, HttpRequest, HttpTransport } from './http-transport.ts';

/** Answers are read up to this size: a million ids stay below it. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;

/** A server's API and who calls it. */
export interface Api {
  readonly transport: HttpTransport;
  /** What the endpoints' paths are appended to: the server's address with `/api`. */
  readonly baseUrl: string;
  /** Headers that say who is calling. */
  readonly login: Readonly<Record<string, string>>;
}

/** An endpoint, as far as a caller must know it; the protocol's routes fit. */
export interface Endpoint {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly answers: Readonly<Record<number, unknown>>;
}

/** Whatever can tell whether a value has the right shape; the protocol's schemas fit. */
export interface Shape<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: unknown };
}

/** What varies from call to call. */
export interface ApiRequest {
  /** The path with its parameters filled in; default: the endpoint's own. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
  readonly onBytesSent?: (bodyBytesSent: number) => void;
  readonly morePatienceMs?: number;
  readonly isMeteredAllowed?: IsMeteredAllowed | undefined;
}

/** A success, of the right shape. */
export interface ApiAnswer<T> {
  readonly status: number;
  readonly data: T;
}

/** JSON as a request's body. */
export function jsonBody(value: unknown): HttpBody {
  return { kind: 'json', text: JSON.stringify(value) };
}

/**
 * Calls an endpoint and reads its answer. An answer that is not one of the endpoint's successes becomes the error that
 * it stands for; one of the wrong shape is `bad-answer` (E6).
 */
export async function callApi<T>(
  api: Api,
  endpoint: Endpoint,
  shape: Shape<T>,
  request: ApiRequest,
  signal: CancelSignal,
): Promise<ApiAnswer<T>> {
  const answer = await sendToApi(api, endpoint, request, signal);
  if (!(answer.status in endpoint.answers)) throw await readError(answer);
  return { status: answer.status, data: await readData(answer, endpoint, shape) };
}

/** Calls an endpoint; what became of it, and the rest of the answer, is for the caller to read. */
export function sendToApi(
  api: Api,
  endpoint: Pick<Endpoint, 'method' | 'path'>,
  request: ApiRequest,
  signal: CancelSignal,
): Promise<HttpAnswer> {
  throwIfCancelled(signal);
  return api.transport.send(
    {
      method: endpoint.method,
      url: `${api.baseUrl}${request.path ?? endpoint.path}`,
      headers: { accept: 'application/json', ...api.login, ...request.headers },
      body: request.body ?? { kind: 'none' },
      ...(request.onBytesSent !== undefined && { onBytesSent: request.onBytesSent }),
      ...(request.morePatienceMs !== undefined && { morePatienceMs: request.morePatienceMs }),
      ...(request.isMeteredAllowed !== undefined && { isMeteredAllowed: request.isMeteredAllowed }),
    },
    signal,
  );
}

/** The rest of an answer that is a success. */
export async function readData<T>(
  answer: HttpAnswer,
  endpoint: Pick<Endpoint, 'method' | 'path'>,
  shape: Shape<T>,
): Promise<T> {
  const text = await answer.text(MAX_ANSWER_BYTES);
  const parsed = shape.safeParse(parseJson(answer, text));
  if (!parsed.success)
    throw badAnswer(`${endpoint.method} ${endpoint.path} is not of the agreed shape`, parsed.error);
  return parsed.data;
}

/** The rest of an answer that is no success, as the error that it stands for. */
export async function readError(answer: HttpAnswer): Promise<BackupError> {
  try {
    return errorOfAnswer(answer, await answer.text(MAX_ERROR_BYTES));
  } catch (error) {
    // The status says enough when the rest is cut off or endless; a cancelled call is no answer.
    if (error instanceof BackupError) return errorOfAnswer(answer, '');
    throw error;
  }
}

function parseJson(answer: HttpAnswer, text: string): unknown {
  if (looksLikeHtml(answer, text)) throw badAnswer('a web page came instead of data');
  try {
    return parsedJson(text);
  } catch (error) {
    throw badAnswer('it is not JSON', error);
  }
}
