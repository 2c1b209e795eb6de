import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ServerLog } from './server-log.ts';

const problem = (level: number): string => JSON.stringify({ level, msg: 'the original is missing' });
let folder: string;
let shown: string[];

const show = (line: string): void => void shown.push(line);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepsake-log-'));
  shown = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('[E1] keeps the lines of the log in the file, counts problems, and shows sentences', async () => {
  const file = join(folder, 'server.log');
  const log = new ServerLog(file, show);
  const lines = [problem(50), problem(30), problem(40)];
  for (const line of lines) log.take(line);
  expect(log.takeNews()).toBe(`The server has problems to report: 2 new lines in ${file}`);
  expect(log.takeNews()).toBeUndefined();
  expect(await readFile(file, 'utf8')).toBe(`${lines.join('\n')}\n`);
  expect(shown).toEqual([]);
  for (const line of ['Port 80 is in use.', '{ no JSON', '{"a":1}']) log.take(line);
  expect(shown).toEqual(['Port 80 is in use.', '{ no JSON', '{"a":1}']);
});

it('[E1] shows what it cannot keep', () => {
  const log = new ServerLog(join(folder, 'nowhere', 'server.log'), show);
  log.take(problem(50));
  expect(shown).toEqual([problem(50)]);
  expect(log.takeNews()).toBeUndefined();
});
