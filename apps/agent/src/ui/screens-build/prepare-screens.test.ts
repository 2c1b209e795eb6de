import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareScreens } from './prepare-screens.ts';
import { stampOfSources } from './screens-stamp.ts';

/** Stands where the app's build does; tests/e2e runs the real one. */
const GOOD = `
  const { mkdirSync, writeFileSync, appendFileSync } = require('node:fs');
  const into = process.argv.at(-1);
  mkdirSync(into);
  appendFileSync("BUILDS", JSON.stringify(process.env) + '\\n');
  setTimeout(() => writeFileSync(into + '/index.html', 'whole'), 200);
`;
const HALF = `require('node:fs').mkdirSync(process.argv.at(-1)); setInterval(() => undefined, 1000);`;
const BAD = `console.log('no such module'); process.exit(1);`;

let house = '';
let heard = 0;

beforeEach(async () => {
  house = await mkdtemp(join(tmpdir(), 'keepsake-screens-'));
  heard = 0;
});

afterEach(() => rm(house, { recursive: true, force: true }));

const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(house, path)), { recursive: true });
  await writeFile(join(house, path), text);
};

async function putSources(): Promise<void> {
  await put('package-lock.json', '{}');
  await put('packages/engine/src/index.ts', 'export {};');
  await put('apps/mobile/package.json', '{}');
  await put('apps/mobile/src/app/index.tsx', 'first');
}

const putBuilder = (text: string): Promise<void> =>
  put('node_modules/expo/bin/cli.js', text.replace('BUILDS', join(house, 'builds')));

const prepare = (signal = new AbortController().signal, environment = process.env): Promise<boolean> =>
  prepareScreens({
    houseFolder: house,
    screensFolder: join(house, 'apps/mobile/dist/web'),
    environment,
    onBuild: () => void (heard += 1),
    signal,
  });

const shown = (): Promise<string> => readFile(join(house, 'apps/mobile/dist/web/index.html'), 'utf8');
const builds = async (): Promise<readonly string[]> =>
  (await readFile(join(house, 'builds'), 'utf8').catch(() => '')).split('\n').slice(0, -1);

describe('the screens', () => {
  it('are built once, and anew when their sources have other bytes', async () => {
    await putSources();
    await putBuilder(GOOD);
    expect([await prepare(), await prepare(), heard]).toEqual([true, true, 1]);
    expect(await shown()).toBe('whole');

    await put('apps/mobile/src/app/index.test.tsx', 'a test is not in it');
    await utimes(join(house, 'package-lock.json'), 1, 1);
    await prepare();
    expect(await builds()).toHaveLength(1);

    await put('apps/mobile/src/app/index.tsx', 'other');
    await prepare();
    expect([heard, (await builds()).length]).toEqual([2, 2]);
    // A file that changes its name is another source.
    const before = await stampOfSources(house);
    await rm(join(house, 'apps/mobile/src/app/index.tsx'));
    await put('apps/mobile/src/app/other.tsx', 'other');
    expect(await stampOfSources(house)).not.toBe(before);
  });

  it('are built once by two that want them at once; the build asks and tells nobody', async () => {
    await putSources();
    await putBuilder(GOOD);
    const withSecret = { ...process.env, KEEPSAKE_PASSWORD: 'secret' };
    const once = (): Promise<boolean> => prepare(undefined, withSecret);
    expect(await Promise.all([once(), once()])).toEqual([true, true]);
    const [environment = '', ...more] = await builds();
    expect(more).toEqual([]);
    expect(JSON.parse(environment)).toMatchObject({ CI: '1', EXPO_OFFLINE: '1', EXPO_NO_TELEMETRY: '1' });
    // This process is a test; what it builds is not. And what is secret is none of its business.
    expect(environment).not.toMatch(/NODE_ENV|secret/);
  });

  it('are as they were after a build that was given up, whole or missing', async () => {
    await putSources();
    await putBuilder(HALF);
    const giveUp = async (): Promise<void> => {
      const stop = new AbortController();
      const prepared = prepare(stop.signal);
      const dist = join(house, 'apps/mobile/dist');
      await expect.poll(() => readdir(dist).catch(() => [])).toContain('web.new');
      stop.abort();
      expect(await prepared).toBe(false);
      expect(await readdir(dist)).not.toContain('web.new');
    };
    await giveUp();
    await expect(shown()).rejects.toThrow('ENOENT');

    await putBuilder(GOOD);
    await prepare();
    await put('package-lock.json', '{"other":1}');
    await putBuilder(HALF);
    await giveUp();
    expect(await shown()).toBe('whole');

    // Who was killed could tidy up nothing.
    await put('apps/mobile/dist/web.new/half', '');
    await putBuilder(GOOD);
    expect(await prepare()).toBe(true);
    expect((await readdir(join(house, 'apps/mobile/dist/web'))).sort()).toEqual([
      '.built-from',
      'index.html',
    ]);
  });

  it('say what to do when they cannot be built', async () => {
    await putSources();
    await expect(prepare()).rejects.toThrow('Run npm ci in ');
    await putBuilder(BAD);
    await expect(prepare()).rejects.toThrow(/Run npm ci in .* what went wrong is in .*web\.log/);
    expect(await readFile(join(house, 'apps/mobile/dist/web.log'), 'utf8')).toContain('no such module');
    await rm(join(house, 'apps/mobile/dist'), { recursive: true });
    await put('apps/mobile/dist', 'in the way');
    await expect(prepare()).rejects.toThrow('Let Keepsake write there.');
  });

  it('are taken as they are where there are no sources', async () => {
    expect([await prepare(), heard]).toEqual([true, 0]);
  });
});
