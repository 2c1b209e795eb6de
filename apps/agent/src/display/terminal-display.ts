import type { BackupSnapshot, Transfer } from '@keepsake/engine';
import type { Output } from '../cli/output.ts';
import { activitySentence, progressSentence } from './activity-words.ts';
import { fitColumns, formatBar, formatBytes, printable } from './format.ts';
import type { RunDisplay } from './run-display.ts';

const BAR_COLUMNS = 29;
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_LINE = '\u001b[2K';
const CLEAR_BELOW = '\u001b[J';

/**
 * The live picture: what it is doing, the current file with its bar, and how far the whole is.
 *
 * It draws over itself, never scrolls, and fits any width. Of several files in flight the largest is shown: it is the one
 * that a person waits for.
 */
export class TerminalDisplay implements RunDisplay {
  readonly #output: Output;
  #drawnLines = 0;

  constructor(output: Output) {
    this.#output = output;
    output.write(HIDE_CURSOR);
  }

  show(snapshot: BackupSnapshot): void {
    if (snapshot.activity.kind === 'idle') return;
    this.#draw(pictureOf(snapshot));
  }

  note(sentence: string): void {
    this.#erase();
    this.#output.note(sentence);
  }

  end(): void {
    this.#erase();
    this.#output.write(SHOW_CURSOR);
  }

  /** To the end of the screen, because a typed ^C stands below the picture. */
  #erase(): void {
    this.#output.write(`${this.#toTheTop()}${CLEAR_BELOW}`);
    this.#drawnLines = 0;
  }

  #draw(lines: readonly string[]): void {
    const columns = this.#output.columns() - 1;
    const body = lines.map((line) => `${CLEAR_LINE}${fitColumns(line, columns)}\n`).join('');
    const rest = lines.length < this.#drawnLines ? CLEAR_BELOW : '';
    this.#output.write(`${this.#toTheTop()}${body}${rest}`);
    this.#drawnLines = lines.length;
  }

  /** Moves the cursor to where the picture begins. */
  #toTheTop(): string {
    return this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A\r` : '\r';
  }
}

/** The picture's lines for one snapshot. */
function pictureOf(snapshot: BackupSnapshot): readonly string[] {
  const largest = snapshot.transfers.toSorted((a, b) => b.progress.totalBytes - a.progress.totalBytes)[0];
  const whole = progressSentence(snapshot);
  return [
    activitySentence(snapshot),
    ...(largest === undefined ? [] : transferLines(largest, snapshot.transfers.length - 1)),
    ...(whole === undefined ? [] : [whole]),
  ];
}

function transferLines(transfer: Transfer, othersCount: number): readonly string[] {
  const { asset, progress, bytesDownloaded, bytesRead } = transfer;
  const others = othersCount > 0 ? `  (and ${othersCount} more)` : '';
  const name = `${printable(asset.fileName)}${others}`;
  // How large an original in the cloud is, not every cloud tells before it is here.
  if (bytesDownloaded !== undefined && progress.totalBytes === 0)
    return [name, `${formatBytes(bytesDownloaded)} downloaded from the cloud`];
  const bytesHere = bytesDownloaded ?? bytesRead;
  const percentage = bytesHere === undefined ? progress.percentage : (bytesHere / progress.totalBytes) * 100;
  const what =
    bytesDownloaded !== undefined ? ' downloaded from the cloud' : bytesRead !== undefined ? ' read' : '';
  return [name, `[${formatBar(percentage / 100, BAR_COLUMNS)}] ${Math.floor(percentage)}%${what}`];
}
