import { mkdtemp, mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describePhotoLibraryContract } from '@keepsake/testkit';
import { openFolderLibrary } from './folder-library.ts';

describePhotoLibraryContract('a folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'keepsake-library-'));
  const paths = new Map<string, string>();
  const pathOf = (fileName: string): string => paths.get(fileName) ?? join(root, fileName);
  return {
    library: openFolderLibrary([root]),
    add: async ({ fileName, album, content, motion, takenAtMs }) => {
      const path = join(root, ...album, fileName);
      paths.set(fileName, path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      if (takenAtMs !== undefined) await utimes(path, takenAtMs / 1000, takenAtMs / 1000);
      if (motion !== undefined) await writeFile(join(dirname(path), motion.fileName), motion.content);
    },
    edit: async (fileName, content) => {
      const path = pathOf(fileName);
      const laterMs = (await stat(path)).mtimeMs + 1000;
      await writeFile(path, content);
      // Kernels before 6.13 tell time in steps of several milliseconds, which two writes of a test fit into.
      await utimes(path, laterMs / 1000, laterMs / 1000);
    },
    remove: (fileName) => rm(pathOf(fileName)),
    close: () => rm(root, { recursive: true }),
  };
});
