import { BackupError, type Logger } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';

export interface LoggerWorld {
  readonly logger: Logger;
  /** What is kept of what it was told; undefined: it keeps nothing. */
  read(): string | undefined;
}

/** What every `Logger` does. */
export function describeLoggerContract(name: string, openWorld: () => LoggerWorld): void {
  describe(`${name} keeps the contract of Logger:`, () => {
    const circle: { itself?: unknown } = {};
    circle.itself = circle;

    it.each([
      ['nothing', undefined],
      ['what is undefined', { value: undefined }],
      [
        'an error with its code',
        { error: new BackupError('network', 'no answer', { cause: new Error('x') }) },
      ],
      ['what no JSON can hold', { value: 1n }],
      ['what leads back to itself', { value: circle }],
      ['what is thrown and is no error', { error: 'lost' }],
    ])('keeps an event with %s, and fails nobody over it', (_what, fields) => {
      const { logger, read } = openWorld();
      for (const level of ['debug', 'info', 'warn', 'error'] as const)
        logger.log(level, `event-${level}`, fields);
      const text = read();
      if (text === undefined) return;
      for (const level of ['info', 'warn', 'error']) expect(text).toContain(`event-${level}`);
    });

    it('keeps no login of an address, in a text and in an error', () => {
      const { logger, read } = openWorld();
      const address = 'https://ada:secret@nas.local/api';
      logger.log('warn', 'not-reached', { address, error: new Error(`no answer from ${address}`) });
      expect(read() ?? '').not.toContain('secret');
    });
  });
}
