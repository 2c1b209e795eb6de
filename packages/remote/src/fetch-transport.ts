import { throwIfCancelled, type Clock } from '@keepsake/engine';
import { FetchExchange } from './fetch-exchange.ts';
import type { HttpTransport } from './http-transport.ts';

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

export interface FetchReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
}

/**
 * Sends requests by the platform's own fetch. A stall is noticed within a sixth more than its timeout; bytes count as
 * handed to the network when fetch asks for the next ones.
 */
export function createFetchTransport(platform: FetchPlatform): HttpTransport {
  return {
    send: async (request, signal) => {
      throwIfCancelled(signal);
      const exchange = new FetchExchange(platform, request, signal);
      return exchange.send();
    },
  };
}
