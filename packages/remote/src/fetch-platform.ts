import type { Clock } from '@keepsake/engine';

/** What a fetch transport needs of the platform; browsers, Node and React Native have all of it. */
export interface FetchPlatform {
  fetch(url: string, init: FetchInit): Promise<FetchAnswer>;
  createAbortController(): { readonly signal: unknown; abort(): void };
  /** Turns chunks into what this platform's fetch takes for a streamed body. */
  streamBody(chunks: AsyncIterable<Uint8Array>): unknown;
  readonly clock: Clock;
  /** After so long without a byte in either direction a request is given up (U6); default 30 s. */
  readonly stallTimeoutMs?: number;
}

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly duplex?: 'half';
  readonly redirect: 'manual';
  readonly credentials: 'omit';
  readonly cache: 'no-store';
  readonly signal: unknown;
}

/** The part of a Response that is used. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Absent where a platform cannot stream answers; null where there is no body. */
  readonly body?: { getReader(): FetchReader } | null;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

interface FetchReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
}
