import { statfs } from 'node:fs/promises';
import { throwFromErrno } from '../errors/from-errno.ts';

/** A disk's size and what of it is free for this server's user. */
export interface DiskSpace {
  readonly totalBytes: number;
  readonly usedBytes: number;
  /** Less than `totalBytes - usedBytes` where the file system keeps a part for the administrator. */
  readonly availableBytes: number;
}

/** Asks the operating system; rejects with `unavailable` when the disk does not answer. */
export type ReadDiskSpace = () => Promise<DiskSpace>;

/** Reads the space of the disk on which this folder lies. */
export function diskSpaceOf(folder: string): ReadDiskSpace {
  return async () => {
    const { blocks, bfree, bavail, bsize } = await statfs(folder).catch(throwFromErrno);
    return {
      totalBytes: blocks * bsize,
      usedBytes: (blocks - bfree) * bsize,
      availableBytes: bavail * bsize,
    };
  };
}
