import { describe, expect, it } from 'vitest';
import { parseQuota, quotaText } from './user-quota.ts';

describe('a quota on the command line', () => {
  it.each<[string, number | null]>([
    ['none', null],
    ['0', 0],
    ['1234567', 1_234_567],
    ['512B', 512],
    ['50GB', 50e9],
    ['50 gb', 50e9],
    ['1.5TB', 1.5e12],
    ['50GiB', 50 * 1024 ** 3],
    ['0.5kib', 512],
  ])('reads %s', (text, bytes) => {
    expect(parseQuota(text)).toBe(bytes);
  });

  it.each(['', '-1', 'GB', '1e9', '5 parsecs', '1PB', '99999999TB', '1,5GB', '50G', ' 1'])(
    'refuses %j',
    (text) => {
      expect(() => parseQuota(text)).toThrow(/is not a size/);
    },
  );

  it.each<[number | null, string]>([
    [null, 'none'],
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 KB'],
    [50e9, '50 GB'],
    [9e15, '9000 TB'],
  ])('says %s as %s', (bytes, text) => {
    expect(quotaText(bytes)).toBe(text);
  });
});
