import type { House, ProcessOptions } from './house.ts';
import type { Ended, Spawned } from './spawned.ts';

/** A process of `keepsake watch`. */
export interface Watching {
  readonly process: Spawned;
  /** The next line with this text, after the one that was answered last. */
  until(text: string): Promise<string>;
  /** How many lines with this text it has said. */
  count(text: string): number;
  /** Asks it to stop, and answers how it did. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Quiet after a change before a backup begins, in a test. */
const DELAY_SECONDS = '0.2';

/** Starts `keepsake watch …` over the library of a house, which backs up soon after a change. */
export async function startWatching(
  house: House,
  words: readonly string[] = [house.library],
  options: ProcessOptions = {},
): Promise<Watching> {
  await house.keepsake(['settings', '--library', house.library, '--delay', DELAY_SECONDS]);
  return watching(house.startKeepsake(['watch', ...words], options));
}

/** One that was started otherwise. */
export function watching(process: Spawned): Watching {
  let seen = -1;
  return {
    process,
    async until(text) {
      let found = seen;
      const line = await process.untilLine((candidate, index) => {
        if (index <= seen || !candidate.includes(text)) return false;
        found = index;
        return true;
      });
      seen = found;
      return line;
    },
    count: (text) =>
      process
        .stdout()
        .split('\n')
        .filter((line) => line.includes(text)).length,
    stop(signal = 'SIGTERM') {
      process.kill(signal);
      return process.ended;
    },
  };
}
