import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportBundles } from './prebuilt-apps.ts';

/** How Hermes's bytecode begins. */
const HERMES = 'c61fbc03';
const TIME_LIMIT_MS = 600_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepsake-bundles-'));
  exportBundles(folder);
}, TIME_LIMIT_MS);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.each(['android', 'ios'])('is bundled and compiled for %s', (platform) => {
  const place = join(folder, '_expo/static/js', platform);
  const [file = ''] = readdirSync(place);
  const bytecode = readFileSync(join(place, file));
  expect(bytecode.subarray(0, 4).toString('hex')).toBe(HERMES);
  // What only the app's own screens say: an empty shell would be bytecode too.
  expect(bytecode.includes('app.keepsake') || bytecode.includes('Keepsake')).toBe(true);
});
