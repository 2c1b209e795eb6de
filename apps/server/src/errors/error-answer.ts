import { STATUS_CODES } from 'node:http';
import type { ErrorBody } from '@keepsake/protocol';
import { CATALOGUE } from './catalogue.ts';
import type { ServerError } from './server-error.ts';

/** The HTTP answer for an error: status, headers and the body that every error of the API has. */
export function errorAnswer(
  error: ServerError,
  requestId: string,
): { status: number; headers: Readonly<Record<string, string>>; body: ErrorBody } {
  const { status, sentence } = CATALOGUE[error.code];
  return {
    status,
    headers: error.headers,
    body: {
      // What went wrong inside is for the log, not for whoever asked.
      message: status >= 500 ? sentence : (error.sentence ?? sentence),
      error: STATUS_CODES[status] ?? 'Error',
      statusCode: status,
      code: error.code,
      requestId,
    },
  };
}
