import type { WriteStream } from 'node:tty';
import { quotaText } from './user-quota.ts';

const DRAW_EVERY_MS = 200;
const SAY_EVERY_MS = 30_000;

/** Shows how far a long reading is: a line that changes on a terminal, a line from time to time elsewhere. */
export class ScrubProgress {
  readonly #notes: WriteStream;
  readonly #totalBytes: number;
  readonly #startedAt = performance.now();
  #doneBytes = 0;
  #shownAt = this.#startedAt;

  constructor(notes: WriteStream, totalBytes: number) {
    this.#notes = notes;
    this.#totalBytes = totalBytes;
  }

  /** So many bytes more are read. */
  advance(bytes: number): void {
    this.#doneBytes += bytes;
    const now = performance.now();
    if (now - this.#shownAt < (this.#notes.isTTY ? DRAW_EVERY_MS : SAY_EVERY_MS)) return;
    this.#shownAt = now;
    const text = progressText(this.#doneBytes, this.#totalBytes, now - this.#startedAt);
    this.#notes.write(this.#notes.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  }

  /** Takes the changing line away, so that another can be written. */
  clear(): void {
    if (this.#notes.isTTY) this.#notes.write('\r\u001b[K');
  }
}

/** `42 % · 12.3 of 29.1 GB · 180.0 MB/s · 2 min left` */
export function progressText(doneBytes: number, totalBytes: number, elapsedMs: number): string {
  const percent = totalBytes === 0 ? 100 : Math.min(100, Math.floor((100 * doneBytes) / totalBytes));
  const perSecond = elapsedMs === 0 ? 0 : (1000 * doneBytes) / elapsedMs;
  const secondsLeft = perSecond === 0 ? undefined : Math.max(0, totalBytes - doneBytes) / perSecond;
  return [
    `${percent} %`,
    `${quotaText(doneBytes)} of ${quotaText(totalBytes)}`,
    `${quotaText(Math.round(perSecond))}/s`,
    secondsLeft === undefined ? '' : `${durationText(secondsLeft)} left`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
