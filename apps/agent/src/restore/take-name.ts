import { link, open, rename, rm, unlink } from 'node:fs/promises';
import { osPathOf } from '../device/file-name-codec.ts';
import { errnoOf } from './target-error.ts';

/** What systems answer on disks that have no hard links, such as exFAT and some network shares. */
const NO_LINKS = new Set([
  'EPERM',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EMLINK',
  'EINVAL',
  'EXDEV',
  'UNKNOWN',
]);

/**
 * Makes a file known by another name as well, unless something has that name. Errors are the operating system's own, but
 * that its disk has no links is said.
 */
export async function linkTo(file: string, name: string): Promise<'linked' | 'taken' | 'no-links'> {
  try {
    await link(osPathOf(file), osPathOf(name));
    return 'linked';
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') return 'taken';
    if (NO_LINKS.has(errno)) return 'no-links';
    throw error;
  }
}

/** Moves a file to a name, unless something has that name: then it stays, and the answer is false. `rename` alone would overwrite. */
export async function takeName(file: string, name: string): Promise<boolean> {
  switch (await linkTo(file, name)) {
    case 'linked':
      // It has its name now; one that stays hidden as well is swept by the next restore.
      await unlink(osPathOf(file)).catch(() => undefined);
      return true;
    case 'taken':
      return false;
    case 'no-links':
      return takeNameWithoutLinks(file, name);
  }
}

/** As {@link takeName}, on every disk: an empty file holds the name for the moment. */
export async function takeNameWithoutLinks(file: string, name: string): Promise<boolean> {
  try {
    await (await open(osPathOf(name), 'wx')).close();
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await rename(osPathOf(file), osPathOf(name));
    return true;
  } catch (error) {
    await rm(osPathOf(name), { force: true });
    throw error;
  }
}
