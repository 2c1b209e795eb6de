import { BackupError } from '@keepsake/engine';
import { describeLoggerContract } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import { createPhoneLog } from './phone-log.ts';

function open() {
  const texts = new Map<string, string>();
  const memory = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };
  return { memory, openProcess: () => createPhoneLog(memory, { now: () => Date.UTC(2026, 0, 1) }) };
}

describeLoggerContract('the log of a phone', () => {
  const log = open().openProcess();
  return { logger: log, read: () => log.read() };
});

it('keeps what went on for the next process', () => {
  const { openProcess } = open();
  openProcess().log('info', 'run-stopped', { code: 'network' });
  openProcess().log('error', 'background-run-failed', {
    error: new BackupError('ledger-unavailable', 'the disk\nis full'),
  });
  openProcess().log('debug', 'turn-failed');
  expect(openProcess().read().split('\n')).toEqual([
    '2026-01-01T00:00:00.000Z info run-stopped code="network"',
    '2026-01-01T00:00:00.000Z error background-run-failed error=BackupError ledger-unavailable: the disk is full',
    '',
  ]);
});

it('forgets the oldest lines, whole ones', () => {
  const { openProcess } = open();
  const log = openProcess();
  for (let index = 0; index < 2_001; index += 1) log.log('info', `event-${index}`);
  const lines = log.read().trimEnd().split('\n');
  expect(log.read().length).toBeLessThanOrEqual(60_000);
  expect(lines.at(-1)).toContain('event-2000');
  expect(lines.every((line) => line.startsWith('2026-01-01T'))).toBe(true);
  expect(lines.length).toBeGreaterThan(1_000);
});

it('lets a backup go on that finds no room for its log', () => {
  const { memory, openProcess } = open();
  memory.setItem = () => {
    throw new Error('disk full');
  };
  openProcess().log('info', 'run-stopped');
});
