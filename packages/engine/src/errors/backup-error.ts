/**
 * What the engine does about an error (E1).
 *
 * `retry`: again, after a while, counting attempts · `wait`: until the network is back, at no cost · `skip`: the asset
 * is gone, go on · `fail`: this asset is given up until the person retries it · `put-off`: the others first, at no cost; a run
 * that has nothing else left ends · `stop`: the run cannot go on.
 */
export type Disposition = 'retry' | 'wait' | 'skip' | 'fail' | 'put-off' | 'stop';

/** Every way in which a backup can go wrong, with what is done about it. The one place that says so. */
const DISPOSITIONS = {
  network: 'wait',
  'untrusted-server': 'wait',
  timeout: 'retry',
  'server-error': 'retry',
  'too-many-requests': 'retry',
  'bad-answer': 'retry',
  'checksum-mismatch': 'retry',
  'changed-while-reading': 'retry',
  'read-failed': 'retry',
  'download-failed': 'retry',
  'asset-gone': 'skip',
  'file-unreadable': 'fail',
  'empty-file': 'fail',
  'unsupported-type': 'fail',
  rejected: 'fail',
  'device-full': 'put-off',
  'quota-exceeded': 'stop',
  'server-disk-full': 'stop',
  unauthorized: 'stop',
  forbidden: 'stop',
  'not-a-photo-server': 'stop',
  'library-unavailable': 'stop',
  'library-permission-lost': 'stop',
  'ledger-unavailable': 'stop',
} as const satisfies Record<string, Disposition>;

export type ErrorCode = keyof typeof DISPOSITIONS;

/** What goes wrong on the way to the server, and says nothing of the asset. */
const ON_THE_WAY: ReadonlySet<ErrorCode> = new Set(['timeout', 'server-error', 'too-many-requests']);

export const isOnTheWay = (code: ErrorCode): boolean => ON_THE_WAY.has(code);

/** What is done about an error of this code. */
export const dispositionOf = (code: ErrorCode): Disposition => DISPOSITIONS[code];

/** Every code, for tables that must be complete. */
export const ERROR_CODES = Object.keys(DISPOSITIONS) as readonly ErrorCode[];

/**
 * The only error that crosses a port. Adapters translate at the seam: nobody above them knows an errno, an HTTP
 * status or a library's own errors. Compare by `code`.
 */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: ErrorCode;
  /** The earliest moment to try again that the server asked for, as a delay from now. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }

  get disposition(): Disposition {
    return dispositionOf(this.code);
  }
}
