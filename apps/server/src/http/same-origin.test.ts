import { expect, it } from 'vitest';
import { mayUseCookie } from './same-origin.ts';

it.each([
  ['POST', {}, true],
  ['POST', { 'sec-fetch-site': 'same-origin' }, true],
  ['POST', { 'sec-fetch-site': 'none' }, true],
  ['POST', { 'sec-fetch-site': 'same-site' }, false],
  ['POST', { 'sec-fetch-site': 'cross-site', origin: 'https://photos.example' }, false],
  ['GET', { 'sec-fetch-site': 'cross-site' }, true],
  ['PUT', { origin: 'https://photos.example' }, true],
  ['PUT', { origin: 'https://photos.example:8443' }, false],
  ['PUT', { origin: 'https://photos.example.evil.example' }, false],
])('judges %s with %j as %s', (method, headers, expected) => {
  expect(mayUseCookie(method, headers, 'Photos.example')).toBe(expected);
});
