import { expect, it } from 'vitest';
import { BackupError, CancelSource, type OpenedPart } from '@keepsake/engine';
import { describeHasherContract } from '@keepsake/testkit';
import { nodeHasher } from './node-hasher.ts';

const partOf = (...chunks: string[]): OpenedPart => ({
  fileName: 'a.jpg',
  sizeBytes: 0,
  read: async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  },
});

describeHasherContract('the hasher of a computer', async () => ({
  hasher: nodeHasher,
  partOf: async (content): Promise<OpenedPart> => ({
    fileName: 'a.jpg',
    sizeBytes: content.length,
    async *read() {
      if (content === 'unreadable') throw new BackupError('file-unreadable', 'it cannot be read');
      for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
    },
  }),
}));

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
