import { ERROR_CODES } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { reasonOf, STOPPED_BACKUP, STOPPED_COMMAND, stopSentence } from '../display/words.ts';
import { EXIT, EXIT_MEANINGS, exitCodeOf } from './exit-codes.ts';
import { helpText } from './help.ts';

describe('exit codes', () => {
  it.each(ERROR_CODES)('[E6] %s never ends as a success, and has words for people', (code) => {
    expect(exitCodeOf(code)).toBeGreaterThan(EXIT.internal);
    expect(reasonOf(code)).toMatch(/^[a-zK].{10,}[^.]$/);
    const detail = 'The folder cannot be read.';
    expect(stopSentence(code, detail, STOPPED_BACKUP)).toMatch(/^[A-Z].*\.$/s);
    expect(stopSentence(code, detail, STOPPED_COMMAND)).not.toMatch(/back(?:up|ing up)/);
  });

  it('are all in the help, once each', () => {
    const codes = EXIT_MEANINGS.map(([code]) => code);
    expect([...codes].sort((a, b) => a - b)).toEqual(Object.values(EXIT).sort((a, b) => a - b));
    for (const [code, meaning] of EXIT_MEANINGS) expect(helpText()).toContain(`${code}  ${meaning}`);
  });

  it('[E1] name the cause', () => {
    expect(exitCodeOf('quota-exceeded')).toBe(4);
    expect(exitCodeOf('unauthorized')).toBe(5);
    expect(exitCodeOf('network')).toBe(6);
    expect(exitCodeOf('library-permission-lost')).toBe(8);
  });
});
