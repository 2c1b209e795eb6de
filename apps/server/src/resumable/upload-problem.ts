import { STATUS_CODES } from 'node:http';
import type { ProblemBody } from '@keepsake/protocol';
import { errorAnswer } from '../errors/error-answer.ts';
import { ServerError } from '../errors/server-error.ts';

const REGISTRY = 'https://iana.org/assignments/http-problem-types';

/** A problem that the draft has a type for. */
export class UploadProblem extends ServerError {
  readonly type: string;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    [code, type, sentence]: readonly ['conflict' | 'bad-request', string, string],
    options: {
      readonly members?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(code, sentence, { headers: options.headers ?? {} });
    this.name = 'UploadProblem';
    this.type = `${REGISTRY}#${type}`;
    this.members = options.members ?? {};
  }
}

/** A request says, or brings, another length than was said before. */
export function inconsistentLength(sentence: string): UploadProblem {
  return new UploadProblem(['bad-request', 'inconsistent-upload-length', sentence]);
}

/** An append begins elsewhere than where the upload ends. */
export function mismatchingOffset(expected: number, provided: number): UploadProblem {
  const sentence = `The upload goes on at byte ${expected}, not at ${provided}.`;
  return new UploadProblem(['conflict', 'mismatching-upload-offset', sentence], {
    members: { 'expected-offset': expected, 'provided-offset': provided },
    headers: { 'upload-offset': String(expected), 'upload-complete': '?0' },
  });
}

/** Nothing more can be appended; `answer` is what completed the upload, for a client that did not hear it. */
export function completedUpload(answer: unknown): UploadProblem {
  const sentence = 'The upload is complete already; its answer can be read with GET.';
  return new UploadProblem(['bad-request', 'completed-upload', sentence], { members: { answer } });
}

/** An error of /uploads as RFC 9457 has it, with everything that errors of other addresses have. */
export function problemAnswer(
  error: ServerError,
  requestId: string,
): { status: number; headers: Readonly<Record<string, string>>; body: ProblemBody } {
  const { status, headers, body } = errorAnswer(error, requestId);
  const members = error instanceof UploadProblem ? error.members : {};
  return {
    status,
    headers,
    body: {
      type: error instanceof UploadProblem ? error.type : 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail: body.message,
      ...members,
      ...body,
    },
  };
}
