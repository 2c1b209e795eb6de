import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ledgerNameOf } from './library-choice.ts';
import { openLedger } from './open-ledger.ts';
import { readLastKnown } from './read-last-known.ts';

const FOLDERS = ['/photos'];
const NAME = ledgerNameOf('ada', FOLDERS);

let ledgerFolder: string;
let file: string;

beforeEach(async () => {
  ledgerFolder = await mkdtemp(join(tmpdir(), 'keepsake-ledgers-'));
  file = join(ledgerFolder, NAME);
  const { close } = await openLedger(file, 0);
  await close();
});

afterEach(() => rm(ledgerFolder, { recursive: true, force: true }));

const read = () => readLastKnown({ ledgerFolder }, 'ada', FOLDERS);

it('reads what a ledger holds, and begins none where there is none', async () => {
  const before = await readdir(ledgerFolder);
  expect(await read()).toMatchObject({ statistics: { libraryCount: 0 } });
  expect(await readLastKnown({ ledgerFolder }, 'bob', FOLDERS)).toBeUndefined();
  expect(await readdir(ledgerFolder)).toEqual(before);
});

it.each([
  ['damaged', () => writeFile(file, 'this is no ledger, and was one once'.repeat(100))],
  ['emptied', () => truncate(file)],
  [
    'of a newer version',
    async () => {
      const database = new DatabaseSync(file);
      database.exec('PRAGMA user_version = 9999');
      database.close();
    },
  ],
])('leaves one that is %s as it is, for whoever signs in', async (_how, spoil) => {
  await spoil();
  const [names, bytes] = [await readdir(ledgerFolder), await readFile(file)];
  expect(await read()).toBeUndefined();
  expect(await readdir(ledgerFolder)).toEqual(names);
  expect((await readFile(file)).equals(bytes)).toBe(true);
});
