import type { Checksum, ErrorCode, Remote, UploadRequest } from '@keepsake/engine';

/** What goes wrong with a call to a `FakeRemote`. */
export type RemoteFault =
  /** The call fails before the server saw anything of it. */
  | { readonly kind: 'fail'; readonly code: ErrorCode; readonly retryAfterMs?: number }
  /** The server does all of it, and its answer is lost: `network`. */
  | { readonly kind: 'answer-lost' }
  /** The wire breaks when this many bytes of the upload were sent: `network`, nothing kept. */
  | { readonly kind: 'cut-after-bytes'; readonly bytes: number }
  /** The bytes change on the way and the server notices: `checksum-mismatch`, nothing kept. */
  | { readonly kind: 'corrupted-on-the-way' }
  /** The upload is kept, but its outcome names this checksum. */
  | { readonly kind: 'answer-checksum'; readonly checksum: Checksum | undefined }
  /** The call waits at its beginning, or after so many sent bytes, until the promise settles; it can be cancelled meanwhile. */
  | { readonly kind: 'wait'; readonly until: Promise<unknown>; readonly afterBytes?: number };

/** Which calls a fault strikes. */
export interface RemoteFaultRule {
  readonly method: keyof Remote;
  readonly fault: RemoteFault;
  /** How many matching calls it strikes before it is used up; default 1. */
  readonly times?: number;
  /** Uploads only: strikes only those for which this holds. */
  readonly when?: (request: UploadRequest) => boolean;
}

/** The rules still in force, in the order in which they were added; a call is struck by the first that matches. */
export class RemoteFaults {
  #rules: { readonly rule: RemoteFaultRule; left: number }[] = [];

  add(rule: RemoteFaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The fault of this very call, which is used up by asking. */
  take(method: keyof Remote, request: UploadRequest | undefined): RemoteFault | undefined {
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (entry.left <= 0 || rule.method !== method) continue;
      if (rule.when !== undefined && (request === undefined || !rule.when(request))) continue;
      entry.left -= 1;
      return rule.fault;
    }
    return undefined;
  }
}
