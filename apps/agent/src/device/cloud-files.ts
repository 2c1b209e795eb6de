import type { Stats } from 'node:fs';

const PLACEHOLDER = /^\.(.+)\.icloud$/s;

/** The name of the file that an iCloud placeholder stands for, which is not on this computer; undefined: it is none. */
export function nameBehindPlaceholder(name: string): string | undefined {
  return PLACEHOLDER.exec(name)?.[1];
}

/** What stands for a file of this name while it is in iCloud alone. */
export function placeholderOf(name: string): string {
  return `.${name}.icloud`;
}

/** Tells of a file by its `stat` whether its content is in a cloud alone: reading it makes the system download it. */
export type IsOnlineOnly = (stats: Stats) => boolean;

/** Whether clouds leave files on this system whose content is with them alone. */
export function hasOnlineOnlyFiles(platform: NodeJS.Platform): boolean {
  return platform === 'darwin' || platform === 'win32';
}

/**
 * On macOS (dataless files) and Windows (online-only ones) such a file has a size and takes no room on the disk. So does
 * a file without content on Linux, and a small one that the file system keeps beside its name; there no cloud works
 * like that. What is wrongly taken for one is read once more than necessary.
 */
export function onlineOnlyOn(platform: NodeJS.Platform): IsOnlineOnly {
  if (!hasOnlineOnlyFiles(platform)) return () => false;
  return (stats) => stats.size > 0 && stats.blocks === 0;
}
