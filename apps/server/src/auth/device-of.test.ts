import { expect, it } from 'vitest';
import { deviceOf } from './device-of.ts';

it.each<[string | undefined, string, string]>([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari',
    'iOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0',
    'Edge',
    'Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36',
    'Chrome',
    'Android',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1', 'Mozilla', 'macOS'],
  ['Immich_Android_2.7.5', 'Immich_Android_2.7.5', 'Android'],
  ['Dart/3.9 (dart:io)', 'Dart', ''],
  ['keepsake/0.1.0 (linux)', 'keepsake', 'Linux'],
  [undefined, '', ''],
  ['', '', ''],
  ['<script>\u001b[2J\u0000é</script>', '<script>[2J<', ''],
  ['x'.repeat(100_000), 'x'.repeat(40), ''],
])('reads the User-Agent %j', (userAgent, type, os) => {
  expect(deviceOf(userAgent)).toEqual({ type, os });
});
