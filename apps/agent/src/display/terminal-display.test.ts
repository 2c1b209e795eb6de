import type { AssetId, BackupSnapshot, Transfer } from '@keepsake/engine';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Output } from '../cli/output.ts';
import { TerminalDisplay } from './terminal-display.ts';

/** An output that keeps what was written. */
function recordingOutput(columns: number): Output & { readonly written: () => string } {
  let text = '';
  const append = (more: string): void => {
    text += more;
  };
  return {
    line: append,
    note: append,
    write: append,
    isTerminal: true,
    usesColour: false,
    columns: () => columns,
    written: () => text,
  };
}

function transfer(fileName: string): Transfer {
  return {
    asset: {
      id: fileName as AssetId,
      fileName,
      fileType: 'IMAGE',
      fileSize: 100,
      fileCreatedAt: '2026-01-01T00:00:00.000Z',
      iCloudAsset: false,
    },
    progress: { bytesUploaded: 45, totalBytes: 100, percentage: 45 },
    bytesDownloaded: undefined,
    bytesRead: undefined,
  };
}

function snapshot(transfers: readonly Transfer[]): BackupSnapshot {
  return {
    activity: { kind: 'uploading' },
    statistics: undefined,
    lastBackupAtMs: undefined,
    lastVerifiedAtMs: undefined,
    damage: undefined,
    progress: {
      settledCount: 12,
      totalCount: 50,
      uploadedCount: 12,
      duplicateCount: 0,
      failedCount: 0,
      goneCount: 0,
      deletedCount: 0,
      bytesDone: 2_400_000,
      bytesTotal: 5_100_000,
      bytesUploaded: 2_400_000,
      bytesPerSecond: 3_100_000,
      remainingMs: 125_000,
    },
    transfers,
    storage: undefined,
    albumSync: undefined,
    lastOutcome: undefined,
    isPaused: false,
  };
}

/** What stands on a screen after the text, and where the cursor is; fails on a control that the display has no need of. */
function screenAfter(text: string): { readonly lines: readonly string[]; readonly isCursorShown: boolean } {
  const lines: string[] = [];
  let row = 0;
  let isCursorShown = true;
  for (const [token] of text.matchAll(/\u001b\[\??\d*[A-Za-z]|[\r\n]|[^\u001b\r\n]+/g)) {
    const up = /^\u001b\[(\d+)A$/.exec(token)?.[1];
    if (token === '\n') row += 1;
    else if (token === '\u001b[2K') lines[row] = '';
    else if (token === '\u001b[J') lines.length = row;
    else if (token === '\u001b[?25l') isCursorShown = false;
    else if (token === '\u001b[?25h') isCursorShown = true;
    else if (up !== undefined) row -= Number(up);
    else if (token !== '\r') lines[row] = (lines[row] ?? '') + token;
    if (row < 0) throw new Error('the cursor left the picture upwards');
    if (token.startsWith('\u001b') && !/^\u001b\[(2K|J|\?25[lh]|\d+A)$/.test(token)) throw new Error(token);
  }
  return { lines, isCursorShown };
}

describe('TerminalDisplay', () => {
  it('[P1][P2] shows the current file with its bar, and how far the whole is', () => {
    const output = recordingOutput(80);
    new TerminalDisplay(output).show(snapshot([transfer('IMG_1234.jpg'), transfer('IMG_1235.jpg')]));
    expect(screenAfter(output.written())).toEqual({
      isCursorShown: false,
      lines: [
        'Uploading…',
        'IMG_1234.jpg  (and 1 more)',
        '[█████████████░░░░░░░░░░░░░░░░] 45%',
        '12 of 50 • 2.4 MB / 5.1 MB • 3.1 MB/s • about 2 minutes left',
      ],
    });
  });

  it('[I3][P1] shows how much of an original in the cloud is here', () => {
    const output = recordingOutput(80);
    const display = new TerminalDisplay(output);
    const coming = transfer('IMG_1.HEIC');
    const none = { bytesUploaded: 0, totalBytes: 100, percentage: 0 };
    display.show(snapshot([{ ...coming, bytesDownloaded: 30, progress: none }]));
    expect(screenAfter(output.written()).lines[2]).toBe(
      '[████████░░░░░░░░░░░░░░░░░░░░░] 30% downloaded from the cloud',
    );
    display.show(snapshot([{ ...coming, bytesDownloaded: 3_000, progress: { ...none, totalBytes: 0 } }]));
    expect(screenAfter(output.written()).lines[2]).toBe('3.0 kB downloaded from the cloud');
  });

  it('[P1] shows how much of a large file is read, while nothing of it is sent', () => {
    const output = recordingOutput(80);
    const none = { bytesUploaded: 0, totalBytes: 100, percentage: 0 };
    new TerminalDisplay(output).show(snapshot([{ ...transfer('huge.mp4'), bytesRead: 60, progress: none }]));
    expect(screenAfter(output.written()).lines[2]).toBe('[█████████████████░░░░░░░░░░░░] 60% read');
  });

  it('[P2] draws over itself, and leaves nothing behind but the cursor', () => {
    const output = recordingOutput(80);
    const display = new TerminalDisplay(output);
    display.show(snapshot([transfer('a.jpg')]));
    display.show(snapshot([]));
    expect(screenAfter(output.written()).lines).toHaveLength(2);
    display.show(snapshot([transfer('b.jpg')]));
    expect(screenAfter(output.written()).lines).toHaveLength(4);
    display.end();
    expect(screenAfter(output.written())).toEqual({ lines: [], isCursorShown: true });
  });

  it.each([10, 20, 40, 79])('[P2] is never wider than a terminal of %d columns', (columns) => {
    const output = recordingOutput(columns);
    const display = new TerminalDisplay(output);
    for (const name of ['日本'.repeat(40), 'x'.repeat(200), '👨‍👩‍👧‍👦'.repeat(30)])
      display.show(snapshot([transfer(name)]));
    for (const line of screenAfter(output.written()).lines) expect(stringWidth(line)).toBeLessThan(columns);
  });

  it('[P1] no name can move the cursor', () => {
    const output = recordingOutput(80);
    new TerminalDisplay(output).show(snapshot([transfer('evil\u001b[2J\u001b[10A\n\rname.jpg')]));
    expect(screenAfter(output.written()).lines[1]).toBe('evil\\u001b[2J\\u001b[10A\\u000a\\u000dname.jpg');
  });
});
