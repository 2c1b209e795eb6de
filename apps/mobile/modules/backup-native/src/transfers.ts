/** Requests that the platform performs by itself, with bodies that never pass through JavaScript. */
export interface TransferRequest {
  /** Chosen by the caller, at most 64 letters, digits and `-`. An id that is known already: nothing happens. */
  readonly id: string;
  /** Anything that the caller wants to find again in `TransferRecord.note`; no secret. */
  readonly note: string;
  /**
   * `now`: at full speed, ends with the process (then `interrupted`). `surviving`: iOS goes on while the app is frozen or dead. Android knows
   * `now` alone, since its processes live for as long as their run.
   */
  readonly lifetime: 'now' | 'surviving';
  /** False: stops within 2 s when the network becomes metered, roaming or low-data, and waits for a better one (N2, N3). */
  readonly allowsMetered: boolean;
  /** No byte in either direction for so long: `timeout`. An iOS background session keeps its own counsel. */
  readonly stallTimeoutMs: number;
  /** Performed in this order, each only after the one before was answered with 2xx; any other answer is the last. At least one. */
  readonly steps: readonly TransferStep[];
}

/** One HTTP request. Redirects are answers, not followed (an iOS background session follows them); no cookies. */
export interface TransferStep {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  /** Absolute, http or https. */
  readonly url: string;
  /** Content-Length follows from the body; all others are sent as they are, Authorization and Content-Type among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent one after the other, without anything between. */
  readonly body: readonly BodyPiece[];
}

export type BodyPiece =
  /** Sent as UTF-8. */
  | { readonly text: string }
  /** These bytes of a file: a `content:` URI (Android, untouched original) or a `file:` URI. */
  | { readonly uri: string; readonly fromByte: number; readonly sizeBytes: number };

/** What is known of a transfer, from its enqueuing until it is acknowledged, also after the app was killed. */
export interface TransferRecord {
  readonly id: string;
  readonly note: string;
  readonly state: 'waiting' | 'running' | 'ended';
  /** Of all steps' bodies; begins anew for a step that is tried again. */
  readonly bytesSent: number;
  readonly totalBytes: number;
  /** Null until it ended. */
  readonly end: TransferEnd | null;
}

export type TransferEnd =
  /** The answer to the last step that was made: whatever its status, or 2xx for all steps. */
  | {
      readonly kind: 'answered';
      readonly atMs: number;
      /** Index of the step, from 0. */
      readonly step: number;
      readonly status: number;
      /** Names in lower case; a header that came twice is joined by `, `. */
      readonly headers: Readonly<Record<string, string>>;
      /** As UTF-8; at most the first 64 KiB. */
      readonly body: string;
    }
  | {
      readonly kind: 'failed';
      readonly atMs: number;
      readonly step: number;
      readonly code: TransferFailureCode;
      /** For whoever looks into a problem; not for screens. */
      readonly message: string;
    };

/**
 * `network`: no connection, or it broke · `timeout`: nothing moved · `not-secure`: the certificate is not trusted, or the platform forbids
 * plain http here · `cancelled`: `cancelTransfers` · `interrupted`: its process ended ·
 * the others as in `NativeErrorCode`.
 */
export type TransferFailureCode =
  | 'network'
  | 'timeout'
  | 'not-secure'
  | 'cancelled'
  | 'interrupted'
  | 'asset-gone'
  | 'file-unreadable'
  | 'changed-while-reading'
  | 'permission-lost'
  | 'no-space';

/** At most ten times a second for each transfer. */
export interface TransferProgressEvent {
  readonly id: string;
  readonly bytesSent: number;
  readonly totalBytes: number;
}

/** The record is kept until `acknowledgeTransfers`. */
export interface TransferEndedEvent {
  readonly id: string;
  readonly end: TransferEnd;
}
