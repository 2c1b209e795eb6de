import { expect, it } from 'vitest';
import { preconditionOf } from './preconditions.ts';

const file = { etag: '"e"', lastModified: new Date('2024-05-06T07:08:09.500Z') };
const AT = 'Mon, 06 May 2024 07:08:09 GMT';
const BEFORE = 'Mon, 06 May 2024 07:08:08 GMT';

it.each([
  [{}, 'go-on'],
  [{ 'if-none-match': '"a", W/"e"' }, 'unchanged'],
  [{ 'if-none-match': '*' }, 'unchanged'],
  [{ 'if-none-match': '"a"' }, 'go-on'],
  [{ 'if-match': '"a", "e"' }, 'go-on'],
  [{ 'if-match': '*' }, 'go-on'],
  [{ 'if-match': '"a"' }, 'failed'],
  // Strong comparison: a weak tag says "much the same", which is not enough to go on with.
  [{ 'if-match': 'W/"e"' }, 'failed'],
  [{ 'if-match': '"e"', 'if-none-match': '"e"' }, 'unchanged'],
  [{ 'if-modified-since': AT }, 'unchanged'],
  [{ 'if-modified-since': BEFORE }, 'go-on'],
  [{ 'if-modified-since': AT, 'if-none-match': '"a"' }, 'go-on'],
  [{ 'if-unmodified-since': AT }, 'go-on'],
  [{ 'if-unmodified-since': BEFORE }, 'failed'],
  [{ 'if-unmodified-since': BEFORE, 'if-match': '"e"' }, 'go-on'],
  [{ 'if-modified-since': 'yesterday' }, 'go-on'],
])('finds that %j comes to %s', (headers, expected) => {
  expect(preconditionOf(headers, file)).toBe(expected);
});
