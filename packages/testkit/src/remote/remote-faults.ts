import type {
  Checksum,
  ErrorCode,
  Remote,
  RemoteOriginals,
  ResumableUploads,
  UploadAnnouncement,
  UploadRequest,
} from '@keepsake/engine';

/** Everything that can be asked of a server: the methods of `Remote`, of its resumable uploads, and of its originals. */
export type RemoteMethod =
  Exclude<keyof Remote, 'resumable'> | keyof ResumableUploads | keyof RemoteOriginals;

/** What goes wrong with a call to a `FakeRemote`. */
export type RemoteFault =
  /**
   * The call fails before the server saw anything of it. As the real adapter reports them: a 500 is `server-error`, a 429
   * `too-many-requests`, a 401 `unauthorized`, the page of a captive portal `bad-answer`.
   */
  | { readonly kind: 'fail'; readonly code: ErrorCode; readonly retryAfterMs?: number }
  /** The server does all of it, and its answer is lost: `network`. */
  | { readonly kind: 'answer-lost' }
  /**
   * The wire breaks when this many bytes of the call were sent: `network`. Nothing of a whole upload is kept; of an
   * append the first `keptBytes` are, all that was sent unless it says otherwise.
   */
  | { readonly kind: 'cut-after-bytes'; readonly bytes: number; readonly keptBytes?: number }
  /** The bytes change on the way and the server notices, at the end: `checksum-mismatch`, nothing kept. */
  | { readonly kind: 'corrupted-on-the-way' }
  /** The upload is kept, but its outcome names this checksum. */
  | { readonly kind: 'answer-checksum'; readonly checksum: Checksum | undefined }
  /**
   * The call waits at its beginning, or after so many sent bytes, until the promise settles; it can be cancelled
   * meanwhile. With `failsWith` it fails then: a stall is a wait of thirty seconds that fails with `timeout`.
   */
  | {
      readonly kind: 'wait';
      readonly until: Promise<unknown> | (() => Promise<unknown>);
      readonly afterBytes?: number;
      readonly failsWith?: ErrorCode;
    };

/** Which calls a fault strikes. */
export interface RemoteFaultRule {
  readonly method: RemoteMethod;
  readonly fault: RemoteFault;
  /** How many matching calls it strikes before it is used up; default 1. */
  readonly times?: number;
  /** `upload` only: strikes only those for which this holds. */
  readonly when?: (request: UploadRequest) => boolean;
  /** Resumable uploads only: strikes only those that were announced so. */
  readonly whenAnnounced?: (announcement: UploadAnnouncement) => boolean;
}

/** What a call is about, as far as rules ask. */
export interface FaultSubject {
  readonly request?: UploadRequest | undefined;
  readonly announcement?: UploadAnnouncement | undefined;
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
  take(method: RemoteMethod, { request, announcement }: FaultSubject): RemoteFault | undefined {
    for (const [index, entry] of this.#rules.entries()) {
      const { rule } = entry;
      if (rule.method !== method) continue;
      if (rule.when !== undefined && (request === undefined || !rule.when(request))) continue;
      if (
        rule.whenAnnounced !== undefined &&
        (announcement === undefined || !rule.whenAnnounced(announcement))
      )
        continue;
      entry.left -= 1;
      if (entry.left <= 0) this.#rules.splice(index, 1);
      return rule.fault;
    }
    return undefined;
  }
}
