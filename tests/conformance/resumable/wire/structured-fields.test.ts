import { describe, expect, it } from 'vitest';
import { readBoolean, readDictionary, readItem, readOffset } from './structured-fields.ts';

describe('structured fields', () => {
  it('reads every bare item of RFC 9651, with parameters left out', () => {
    expect(readItem('42')).toEqual({ kind: 'integer', value: 42 });
    expect(readItem('-999999999999999')).toEqual({ kind: 'integer', value: -999_999_999_999_999 });
    expect(readItem('4.5')).toEqual({ kind: 'decimal', value: 4.5 });
    expect(readItem('?0')).toEqual({ kind: 'boolean', value: false });
    expect(readItem(String.raw`"a \"b\" c"`)).toEqual({ kind: 'string', value: 'a "b" c' });
    expect(readItem('foo123/456')).toEqual({ kind: 'token', value: 'foo123/456' });
    expect(readItem(':aGk=:')).toEqual({ kind: 'bytes', value: Buffer.from('hi') });
    expect(readItem(' 5; foo="bar";b ')).toEqual({ kind: 'integer', value: 5 });
  });

  it.for(['', '1,2', '1 2', '1234567890123456', '1.', '1.2345', '"open', '?2', ':$:', '5;', '5;A=1'])(
    'takes %j for no item',
    (text) => expect(readItem(text)).toBeUndefined(),
  );

  it('tells offsets and booleans from other items', () => {
    expect(readOffset('0')).toBe(0);
    expect(readOffset('-1')).toBeUndefined();
    expect(readOffset('1.0')).toBeUndefined();
    expect(readOffset(undefined)).toBeUndefined();
    expect(readBoolean('?1')).toBe(true);
    expect(readBoolean('1')).toBeUndefined();
  });

  it('reads dictionaries, whose last member of a name counts', () => {
    const members = readDictionary('max-size=5;a=1,\t b , sha-256=:aGk=:, max-size=6');
    expect([...(members ?? [])]).toEqual([
      ['max-size', { kind: 'integer', value: 6 }],
      ['b', { kind: 'boolean', value: true }],
      ['sha-256', { kind: 'bytes', value: Buffer.from('hi') }],
    ]);
    expect(readDictionary('')?.size).toBe(0);
    for (const wrong of ['A=1', 'a=', 'a=1,', 'a=1 b=2', '=1']) expect(readDictionary(wrong)).toBeUndefined();
  });
});
