import type { CancelSignal, IsMeteredAllowed, NativeBytes } from '@keepsake/engine';

/** How long an answer's text may take to come, in times of the transport's own patience; 30 s make 10 minutes. */
export const TEXT_PATIENCE = 20;

/**
 * Carries one HTTP request to a server and its answer back. It follows no redirect, keeps no cookie and retries nothing
 * that could have reached the server. Interim answers (1xx) only show that the server is alive.
 *
 * Errors: `network` (no connection, or it broke), `untrusted-server` (who answers has no certificate that this device trusts), `timeout` (no byte moved for a while, in either direction),
 * `bad-answer` (what came was not HTTP); whatever reading the body throws is passed on as it is and ends the request.
 * A cancelled signal is thrown as it is, at once, and ends the request, also while the body's source is stuck.
 */
export interface HttpTransport {
  /** Answers as soon as the head of the answer is there, even when the server did not read all of the body. */
  send(request: HttpRequest, signal: CancelSignal): Promise<HttpAnswer>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, http or https, percent-encoded. */
  readonly url: string;
  /** Beside those that follow from the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpBody;
  /** Called with the bytes of a streamed body that were handed to the network so far. */
  readonly onBytesSent?: (bodyBytesSent: number) => void;
  /** How much longer than the transport's own patience no byte may move: the work asked for takes the server its time. */
  readonly morePatienceMs?: number;
  /**
   * Asked at each beginning by a transport whose platform sends on by itself; others ignore it. Absent: nobody said so, and what is begun goes
   * over no network that is dearer than that of now.
   */
  readonly isMeteredAllowed?: IsMeteredAllowed;
}

export type HttpBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly text: string }
  | {
      readonly kind: 'stream';
      readonly contentType: string;
      /** Exactly as many as `read` yields. */
      readonly sizeBytes: number;
      /** The next chunk is asked for when the network took the one before. Each call begins anew. */
      read(): AsyncIterable<Uint8Array>;
      /** The same body in pieces, where the platform can read all of its files by itself. */
      readonly pieces?: readonly BodyPiece[] | undefined;
    };

/** A piece of a body: text, as UTF-8, or bytes of a file. */
export type BodyPiece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      readonly file: Pick<NativeBytes, 'locate'>;
      readonly fromByte: number;
      readonly sizeBytes: number;
    };

export interface HttpAnswer {
  readonly status: number;
  /** A header by its name, in whatever case. */
  header(name: string): string | undefined;
  /**
   * The whole body as text; to be called exactly once, because it gives the connection back.
   * More than `maxBytes` is `bad-answer`; one that takes longer than `TEXT_PATIENCE`, trickling, is `timeout`.
   */
  text(maxBytes: number): Promise<string>;
  /**
   * The body as it comes, instead of `text`: to be iterated once, which gives the connection back. Leaving early ends the
   * request; nothing is read ahead of a slow reader, who is not taken for a stall. A body that breaks off throws.
   */
  bytes(): AsyncIterable<Uint8Array>;
}
