import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CancelSource } from '@keepsake/engine';
import { openFolderLibrary } from './folder-library.ts';
import { FolderWatch } from './folder-watch.ts';
import { openWatcher } from './open-watcher.ts';

let root: string;
const unsubscribes: (() => void)[] = [];
/** More than the system needs to tell, and than the watch waits between two calls. */
const SOON_MS = 300;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepsake-watch-'));
});
afterEach(async () => {
  for (const unsubscribe of unsubscribes.splice(0)) unsubscribe();
  await rm(root, { recursive: true, force: true });
});

/** A watch that has begun. */
async function begin(watch: FolderWatch): Promise<FolderWatch> {
  await watch.begin();
  return watch;
}

const pass = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

/** Listens; `next` resolves with the first change after its call. */
function listen(library: Pick<FolderWatch, 'subscribe'>) {
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
  const { next } = listen(await begin(new FolderWatch([root])));
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
  // What is told of one change may come in several pieces: all of the folder is watched when nothing more comes.
  await pass(SOON_MS);
  const told = next();
  await writeFile(join(root, 'new/d.jpg'), 'd');
  await told;
});

it('[B3] says nothing of hidden files, and nothing to those who do not listen any more', async () => {
  await writeFile(join(root, 'a.jpg'), 'a');
  const watch = await begin(new FolderWatch([root]));
  const first = listen(watch);
  const second = listen(watch);
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
  const watch = new FolderWatch([disk]);
  const library = openFolderLibrary([disk], { watch });
  const { next } = listen(await begin(watch));
  await expect(library.listAlbums(new CancelSource())).rejects.toMatchObject({ code: 'library-unavailable' });

  await mkdir(disk);
  await library.listAlbums(new CancelSource());
  let told = next();
  await writeFile(join(disk, 'a.jpg'), 'a');
  await told;
  await rename(disk, join(root, 'unplugged'));
  await mkdir(disk);
  await library.listAlbums(new CancelSource());
  await pass(SOON_MS);
  told = next();
  await writeFile(join(disk, 'b.jpg'), 'b');
  await told;
});

it('[B3] keeps to one call in a tenth of a second while a file is written, and tells of the last change', async () => {
  const { changeCount } = listen(await begin(new FolderWatch([root])));
  const startedAt = performance.now();
  for (let write = 0; write < 400; write += 1) await writeFile(join(root, 'a.jpg'), `${write}`);
  await pass(SOON_MS);
  expect(changeCount()).toBeGreaterThan(0);
  expect(changeCount()).toBeLessThanOrEqual(1 + (performance.now() - startedAt) / 100);
});

it('[B3] goes with folders that are moved, within the library and out of it', async () => {
  await mkdir(join(root, 'library/old/deep'), { recursive: true });
  const { next, changeCount } = listen(await begin(new FolderWatch([join(root, 'library')])));
  let told = next();
  await rename(join(root, 'library/old'), join(root, 'library/new'));
  await told;
  await pass(SOON_MS);
  told = next();
  await writeFile(join(root, 'library/new/deep/a.jpg'), 'a');
  await told;

  await rename(join(root, 'library/new'), join(root, 'away'));
  await pass(SOON_MS);
  const before = changeCount();
  await writeFile(join(root, 'away/deep/b.jpg'), 'b');
  await pass(SOON_MS);
  expect(changeCount()).toBe(before);
});

it('[B3] tells of changes in folders that links lead to, once they were found', async () => {
  const [inside, outside] = [join(root, 'library'), join(root, 'outside')];
  await mkdir(inside);
  await mkdir(outside);
  await writeFile(join(outside, 'a.jpg'), 'a');
  await symlink(outside, join(inside, 'link'));
  const watch = await begin(new FolderWatch([inside]));
  const { next } = listen(watch);
  await openFolderLibrary([inside], { watch }).listAlbums(new CancelSource());
  const told = next();
  await writeFile(join(outside, 'b.jpg'), 'b');
  await told;
});

it('[B3] says that the system has too few watches, and takes those that it has later', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await mkdir(join(root, name));
  for (const name of ['a', 'b', 'c', 'd']) await writeFile(join(root, name, 'x.jpg'), 'x');
  let left = 3;
  const watch = await begin(
    new FolderWatch([root], {
      openWatcher(folder, options) {
        if (left === 0) throw Object.assign(new Error('no watches left'), { code: 'ENOSPC' });
        left -= 1;
        return openWatcher(folder, options);
      },
    }),
  );
  const { next } = listen(watch);
  expect(watch.isShort).toBe(true);
  let told = next();
  await writeFile(join(root, 'y.jpg'), 'y');
  await told;

  left = 100;
  await openFolderLibrary([root], { watch }).listAlbums(new CancelSource());
  expect(watch.isShort).toBe(false);
  expect(left).toBe(98);
  await pass(SOON_MS);
  for (const name of ['a', 'b', 'c', 'd']) {
    told = next();
    await writeFile(join(root, name, 'y.jpg'), 'y');
    await told;
  }
});
