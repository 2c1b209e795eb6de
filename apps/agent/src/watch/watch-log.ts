import type { Output } from '../cli/output.ts';
import { printable } from '../display/format.ts';
import { formatTime } from './watch-words.ts';

/** What the watch says, as it happens: a line each, or a JSON object. */
export interface WatchLog {
  /** Whether it is read by a program. */
  readonly isJson: boolean;
  /** The fields for programs, the sentence for people; without one, people hear nothing. */
  say(event: { readonly event: string }, sentence?: string): void;
}

export interface WatchLogOptions {
  readonly json: boolean;
  /** Whoever reads the lines writes down when each came. */
  readonly isTimed: boolean;
  readonly now: () => number;
}

/** Plain lines without any control of a terminal, each with its time. */
export function createWatchLog(output: Output, { json, isTimed, now }: WatchLogOptions): WatchLog {
  return {
    isJson: json,
    say(event, sentence) {
      if (json)
        output.line(
          JSON.stringify({ ...event, atMs: now(), ...(sentence === undefined ? {} : { sentence }) }),
        );
      else if (sentence !== undefined)
        output.line(`${isTimed ? '' : `${formatTime(now())}  `}${printable(sentence)}`);
    },
  };
}
