import { expect, it } from 'vitest';
import { CancelSource, type OpenedPart } from '@keepsake/engine';
import { nodeHasher } from './node-hasher.ts';

const partOf = (...chunks: string[]): OpenedPart => ({
  fileName: 'a.jpg',
  sizeBytes: 0,
  read: async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  },
});

it('[D1] hashes exactly the bytes of a part, whatever its chunks', async () => {
  const abc = 'a9993e364706816aba3e25717850c26c9cd0d89d';
  expect(await nodeHasher.hash(partOf('abc'), new CancelSource())).toBe(abc);
  expect(await nodeHasher.hash(partOf('a', '', 'bc'), new CancelSource())).toBe(abc);
  expect(await nodeHasher.hash(partOf(), new CancelSource())).toBe(
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  );
});

it('[U7] stops hashing when told to', async () => {
  const signal = new CancelSource();
  const part: OpenedPart = {
    ...partOf(),
    read: async function* () {
      yield Buffer.from('a');
      signal.cancel('enough');
      yield Buffer.from('b');
      throw new Error('read on after it was told to stop');
    },
  };
  await expect(nodeHasher.hash(part, signal)).rejects.toBe('enough');
});
