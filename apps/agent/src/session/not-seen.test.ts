import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notSeenSentence } from './not-seen.ts';

let library: string;
beforeAll(async () => {
  library = await realpath(await mkdtemp(join(tmpdir(), 'keepsake-not-seen-')));
  await mkdir(join(library, '.private'));
  for (const name of ['new.jpg', '.dot.jpg', '.private/a.jpg', 'a.xmp', 'new\nline.jpg'])
    await writeFile(join(library, name), 'x');
});
afterAll(() => rm(library, { recursive: true }));

const said = (name: string): Promise<string> =>
  notSeenSentence(join(library, name), [library], (isThere) => (isThere ? 'HERE' : 'AWAY'));

it('[A13] says why a file was not seen, as far as the disk tells', async () => {
  const at = (name: string): string => join(library, name);
  expect(await said('new.jpg')).toBe(`Keepsake has not seen ${at('new.jpg')}. HERE`);
  expect(await said('new\nline.jpg')).toBe(`Keepsake has not seen ${at('new\\u000aline.jpg')}. HERE`);
  for (const name of ['none.jpg', 'none/a.jpg', '.none.jpg'])
    expect(await said(name)).toBe(`There is no file ${at(name)}, and Keepsake has not seen one there. AWAY`);
  expect(await said('.private')).toMatch(/ is a folder in the library, not a photo\./);
  expect(await said('.dot.jpg')).toContain('is hidden, because its name begins with a dot.');
  expect(await said('.private/a.jpg')).toContain('the name of its folder ".private" begins with a dot.');
  expect(await said('a.xmp')).toContain('is left alone: "a.xmp" is what programs leave beside photos.');
});

it.skipIf(process.platform === 'win32')('[A13] finds no photo in a pipe', async () => {
  execFileSync('mkfifo', [join(library, 'pipe.jpg')]);
  expect(await said('pipe.jpg')).toBe(
    `${join(library, 'pipe.jpg')} is neither a file nor a folder, so there is no photo in it.`,
  );
});
