import type { FileHandle } from 'node:fs/promises';
import { errnoOf, fromErrno } from '../errors/from-errno.ts';
import { ServerError } from '../errors/server-error.ts';

/**
 * Bytes that were written could not be made durable. They are not to be trusted any more, whatever comes next: the system tells of
 * such a failure once, forgets which bytes it was, and calls the next sync of the same file a success; and what is read back
 * comes from its memory.
 */
export class NotDurable extends ServerError {
  constructor(cause: unknown) {
    super(fromErrno(cause).code, undefined, { cause });
    this.name = 'NotDurable';
  }
}

/** Makes the bytes of a file durable; with `metadata`, also its times. @throws NotDurable */
export async function syncFile(handle: FileHandle, { metadata }: { metadata: boolean }): Promise<void> {
  try {
    await (metadata ? handle.sync() : handle.datasync());
  } catch (error) {
    throw new NotDurable(error);
  }
}

/** Closes a file that was written to; some disks tell only then that they did not take it. @throws NotDurable */
export async function closeWritten(handle: FileHandle): Promise<void> {
  try {
    await handle.close();
  } catch (error) {
    // Closed already, by whoever had trouble before.
    if (errnoOf(error) !== 'EBADF') throw new NotDurable(error);
  }
}
