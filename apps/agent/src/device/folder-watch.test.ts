import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CancelSource } from '@keepsake/engine';
import { openFolderLibrary, type FolderLibrary } from './folder-library.ts';

let root: string;
const unsubscribes: (() => void)[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepsake-watch-'));
});
afterEach(async () => {
  for (const unsubscribe of unsubscribes.splice(0)) unsubscribe();
  await rm(root, { recursive: true, force: true });
});

/** Listens; `next` resolves with the first change after its call. */
function listen(library: FolderLibrary) {
  let changeCount = 0;
  let wake = (): void => undefined;
  const unsubscribe = library.subscribe(() => {
    changeCount += 1;
    wake();
  });
  unsubscribes.push(unsubscribe);
  return {
    unsubscribe,
    changeCount: () => changeCount,
    next: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}

it('[B3] tells of files that come, change and go, however deep, also in folders that are new', async () => {
  await mkdir(join(root, 'Camera/2024'), { recursive: true });
  await writeFile(join(root, 'Camera/2024/a.jpg'), 'a');
  const { next } = listen(openFolderLibrary([root]));
  const steps = [
    () => writeFile(join(root, 'Camera/2024/b.jpg'), 'b'),
    () => writeFile(join(root, 'Camera/2024/a.jpg'), 'longer'),
    () => rename(join(root, 'Camera/2024/a.jpg'), join(root, 'Camera/c.jpg')),
    () => rm(join(root, 'Camera/c.jpg')),
    () => mkdir(join(root, 'new')),
  ];
  for (const step of steps) {
    const told = next();
    await step();
    await told;
  }
  // What is told of one change may come in several pieces: the folder is watched when this one was told.
  await expect
    .poll(async () => {
      const told = next();
      await writeFile(join(root, 'new/d.jpg'), `${performance.now()}`);
      return Promise.race([told.then(() => true), new Promise((resolve) => setTimeout(resolve, 50, false))]);
    })
    .toBe(true);
});

it('[B3] says nothing of hidden files, and nothing to those who do not listen any more', async () => {
  await writeFile(join(root, 'a.jpg'), 'a');
  const library = openFolderLibrary([root]);
  const first = listen(library);
  const second = listen(library);
  const told = second.next();
  await writeFile(join(root, '.DS_Store'), 'x');
  await writeFile(join(root, 'Thumbs.db'), 'x');
  expect(first.changeCount() + second.changeCount()).toBe(0);
  first.unsubscribe();
  await writeFile(join(root, 'b.jpg'), 'b');
  await told;
  expect(first.changeCount()).toBe(0);
});

it('[B3] is silent where nothing can be watched, and tells again of a root that came back', async () => {
  const disk = join(root, 'disk');
  const library = openFolderLibrary([disk]);
  unsubscribes.push(library.subscribe(() => undefined));
  await expect(library.listAlbums(new CancelSource())).rejects.toMatchObject({ code: 'library-unavailable' });

  await mkdir(disk);
  await library.listAlbums(new CancelSource());
  const { next } = listen(library);
  let told = next();
  await writeFile(join(disk, 'a.jpg'), 'a');
  await told;
  await rename(disk, join(root, 'unplugged'));
  await mkdir(disk);
  await library.listAlbums(new CancelSource());
  told = next();
  await writeFile(join(disk, 'b.jpg'), 'b');
  await told;
});
