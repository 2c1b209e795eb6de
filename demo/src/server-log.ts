import { appendFileSync } from 'node:fs';

/** In the numbers of the server's log. */
const WARNING = 40;

/**
 * What the server writes to its standard error: sentences for people are shown, the lines of its log (one JSON object
 * each) go into a file, so that they do not stand between what people read.
 */
export class ServerLog {
  readonly #file: string;
  readonly #show: (line: string) => void;
  #problemCount = 0;

  constructor(file: string, show: (line: string) => void) {
    this.#file = file;
    this.#show = show;
  }

  take(line: string): void {
    const level = levelOf(line);
    if (level === undefined) {
      this.#show(line);
      return;
    }
    try {
      appendFileSync(this.#file, `${line}\n`, { mode: 0o600 });
      if (level >= WARNING) this.#problemCount += 1;
    } catch {
      // Nowhere to keep it; lost it must not be.
      this.#show(line);
    }
  }

  /** One sentence about the problems that were logged since it was asked last; undefined where there are none. */
  takeNews(): string | undefined {
    const count = this.#problemCount;
    this.#problemCount = 0;
    if (count === 0) return undefined;
    return `The server has problems to report: ${count === 1 ? '1 new line' : `${count} new lines`} in ${this.#file}`;
  }
}

/** The level of a line of the log; undefined for anything else. */
function levelOf(line: string): number | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return typeof level === 'number' ? level : undefined;
  } catch {
    return undefined;
  }
}
