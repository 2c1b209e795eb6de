import { open, readFile, rename, rm } from 'node:fs/promises';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';

/** What a file of the profile holds. Damaged is what a crash, a full disk or another program left behind. */
export type JsonFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'read'; readonly fields: Readonly<Record<string, unknown>> };

/**
 * Reads a JSON object from a file.
 *
 * @throws CommandError when there is a file, but this user may not read it
 */
export async function readJsonFile(file: string): Promise<JsonFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'missing' };
    throw new CommandError(
      `Keepsake cannot read its file ${file}. Make it yours, or remove it.`,
      EXIT.libraryUnavailable,
    );
  }
  try {
    const content: unknown = JSON.parse(text);
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
    return isObject ? { kind: 'read', fields: { ...content } } : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}

/**
 * Writes a JSON object that only its owner can read; beside and renamed over, so that a crash leaves the old file or
 * the new one.
 *
 * @throws CommandError when it cannot be written
 */
export async function writeJsonFile(file: string, content: object): Promise<void> {
  const temporary = `${file}.new`;
  try {
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(content, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    throw cannotKeep(file, error);
  }
}

/** The sentence for a place that cannot be written to. */
export function cannotKeep(path: string, error: unknown): CommandError {
  return new CommandError(
    `Keepsake cannot keep its notes in ${path} (${reasonOf(error)}). Set KEEPSAKE_HOME to a folder that you may write to.`,
    EXIT.libraryUnavailable,
  );
}

function reasonOf(error: unknown): string {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (errno) {
    case 'EACCES':
    case 'EPERM':
      return 'you may not write there';
    case 'EROFS':
      return 'it is read-only';
    case 'ENOENT':
      return 'no folder can be made there';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'there is a file where a folder should be';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    default:
      return errno === '' ? 'it cannot be written' : `it cannot be written: ${errno}`;
  }
}
