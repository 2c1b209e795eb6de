import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';

const ROOT = join(import.meta.dirname, '../../..');

it.each(MUTATIONS)('a bug can be planted where the source is today: $bug', async ({ file, from }) => {
  expect((await readFile(join(ROOT, file), 'utf8')).split(from)).toHaveLength(2);
});
