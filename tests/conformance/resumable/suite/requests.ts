import type { Answer } from '../wire/answer-reader.ts';
import type { Exchange } from '../wire/exchange.ts';

/** Fields over those that every request has; undefined takes one away. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** A request of a test. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly changes?: Changes;
  /** Sent at once, with its Content-Length. Left out: the test writes the content, and names its length in `changes`. */
  readonly content?: Uint8Array;
}

/** Sends requests to the server under test. */
export interface Requests {
  /** What is uploaded. */
  readonly body: Uint8Array;
  /** Starts a request and leaves it open. */
  open(sent: Sent): Exchange;
  /** Sends a request whole, and waits for its final answer. */
  send(sent: Sent): Promise<Answer>;
  /** The final answer; a violation where none comes. */
  answerOf(exchange: Exchange, what: string): Promise<Answer>;
}
