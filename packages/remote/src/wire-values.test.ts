import { uploadFields } from '@keepsake/protocol';
import { describe, expect, it } from 'vitest';
import { textOfUtf8, utf8Of } from './utf8.ts';
import { durationOf, isoOf, pathSegmentOf } from './wire-values.ts';

describe('values on the wire', () => {
  it.each([
    [Date.UTC(2019, 6, 14, 9, 30, 15, 250), '2019-07-14T09:30:15.250Z'],
    [1_700_000_000_123.75, '2023-11-14T22:13:20.123Z'],
    [-1e12, '1938-04-24T22:13:20.000Z'],
    [-1e15, '0001-01-01T00:00:00.000Z'],
    [1e18, '9999-12-31T23:59:59.999Z'],
    [Number.NaN, '1970-01-01T00:00:00.000Z'],
  ])('[U1] writes the moment %d as %s', (ms, text) => {
    expect(isoOf(ms)).toBe(text);
    expect(uploadFields.shape.fileCreatedAt.safeParse(text).success).toBe(true);
  });

  it.each([
    [0, '0:00:00.000000'],
    [12_345, '0:00:12.345000'],
    [3_600_000 * 30 + 61_001.4, '30:01:01.001000'],
    [-5, '0:00:00.000000'],
  ])('[U1] writes the duration %d as %s', (ms, text) => {
    expect(durationOf(ms)).toBe(text);
    expect(uploadFields.shape.duration.safeParse(text).success).toBe(true);
  });

  it('[S3] writes any name into a path', () => {
    expect(pathSegmentOf('50/50 ✓')).toBe('50%2F50%20%E2%9C%93');
    expect(decodeURIComponent(pathSegmentOf('half \ud83d, whole 🏖'))).toBe('half \ufffd, whole 🏖');
  });

  it.each([
    '',
    'plain',
    'Ünï ✓ 🏖️ صورة',
    '\u0000\u007f\u0080\u07ff\u0800\uffff\u{10ffff}',
    'half \ud83d',
    '\udc00',
  ])('[U1] writes %j in UTF-8 as every other program does', (text) => {
    expect([...utf8Of(text)]).toEqual([...new TextEncoder().encode(text)]);
    expect(textOfUtf8(utf8Of(text))).toBe(text.toWellFormed());
  });

  it.each([
    [[0x80]],
    [[0xc0, 0x80]],
    [[0xe0, 0x80, 0x80]],
    [[0xed, 0xa0, 0x80]],
    [[0xf4, 0x90, 0x80, 0x80]],
    [[0xe2, 0x9c]],
  ])('[E6] takes %j for no text', (bytes) => {
    expect(textOfUtf8(Uint8Array.from([65, ...bytes, 66]))).toMatch(/^A\ufffd+B$/);
  });
});
