import type { ErrorCode } from '@keepsake/protocol';

/**
 * The one exception of the server: something could not be done, and `code` says what for programs.
 *
 * `message` is a sentence that may be shown to the caller, except for codes that answer with a 5xx: those
 * are logged and never told. Adapters translate their library's errors into this; nobody above them sees errno.
 */
export class ServerError extends Error {
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  /** The log has said so already, and nothing has changed since. */
  readonly isRepeated: boolean;

  constructor(
    code: ErrorCode,
    message?: string,
    options: {
      readonly cause?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly isRepeated?: boolean;
    } = {},
  ) {
    super(message ?? code, { cause: options.cause });
    this.name = 'ServerError';
    this.code = code;
    this.headers = options.headers ?? {};
    this.isRepeated = options.isRepeated ?? false;
  }

  /** The sentence given by whoever threw, or undefined when the catalogue's own is meant. */
  get sentence(): string | undefined {
    return this.message === this.code ? undefined : this.message;
  }
}

/** The code of a ServerError; undefined for any other error. */
export function errorCodeOf(error: unknown): ErrorCode | undefined {
  return error instanceof ServerError ? error.code : undefined;
}
