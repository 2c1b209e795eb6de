import { describe, expect, it } from 'vitest';
import { isBulkyJson } from './json-bulk.ts';

const ids = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `${n}`, checksum: 'a' }));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('the bulk of JSON', () => {
  it.each([
    ['the longest list of a request', JSON.stringify({ assets: ids(10_000) }), false],
    ['one of ten times its length', JSON.stringify({ assets: ids(100_000) }), true],
    ['numbers', JSON.stringify(Array.from({ length: 200_000 }, () => 1)), true],
    ['lists 32 deep', nested(32), false],
    ['lists 33 deep', nested(33), true],
    ['lists side by side', `[${'[],'.repeat(99)}[]]`, false],
    ['brackets and commas in a name', JSON.stringify([`${'['.repeat(50)}${','.repeat(200_000)}`]), false],
    ['a quote in a name', JSON.stringify(['"'.repeat(20) + '['.repeat(50)]), false],
    ['a name that ends in a backslash', `["${'\\\\'.repeat(3)}",${nested(40)}]`, true],
    ['a name without an end', `["${'['.repeat(50)}`, false],
    ['nothing', '', false],
  ])('is judged by what stands outside of names: %s', (_name, text, isBulky) => {
    expect(isBulkyJson(Buffer.from(text))).toBe(isBulky);
  });

  it('[H10] is judged in a time that grows with the length alone', () => {
    const began = performance.now();
    for (const text of ['\\"', '\\', '"', ' ', '\\\\"'])
      isBulkyJson(Buffer.from(`"${text.repeat(3_000_000)}`));
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
