import { expect, it } from 'vitest';
import { failedHint, retryHint, retrySentence } from './retry-words.ts';

it('[E4] advises trying again only where that can help', () => {
  expect(retrySentence({ code: 'rejected' })).toBe('`keepsake retry` tries it afresh.');
  expect(retrySentence({ code: 'empty-file' })).not.toContain('retry');
  expect(retryHint(2, 2, ' --library /a')).toBe('Try again with: keepsake retry --library /a');
  expect(retryHint(3, 0, '')).not.toContain('retry');
  expect(retryHint(3, 1, '')).toMatch(/^Those that are empty, .* Try again with: keepsake retry$/);
  expect(failedHint(true)).toContain('To try again: keepsake retry.');
  expect(failedHint(false)).not.toContain('retry');
});
