import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { BackupError } from '@keepsake/engine';
import { placeholderOf } from './cloud-files.ts';
import { osPathOf } from './file-name-codec.ts';
import { factsBehind, pathIn, type FileFacts } from './folder-reader.ts';

/** What is known of a file that is in iCloud alone; undefined: nothing stands for it, it is gone. */
export async function statPlaceholder(path: string): Promise<FileFacts | undefined> {
  const name = basename(path);
  try {
    const stats = await lstat(osPathOf(pathIn(dirname(path), placeholderOf(name))));
    return stats.isFile() ? factsBehind(name, stats) : undefined;
  } catch {
    return undefined;
  }
}

/** What to say of a file that is in a cloud alone and did not come here. */
export function notDownloaded(path: string, cause: unknown): BackupError {
  const sentence = `${path} is in the cloud and could not be downloaded: open it once, or keep it on this computer.`;
  return new BackupError('download-failed', sentence, { cause });
}
