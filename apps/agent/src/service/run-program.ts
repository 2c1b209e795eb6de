import { execFile } from 'node:child_process';

const PATIENCE_MS = 15_000;

/** Runs programs of the system one after the other, up to the first that fails; answers whether none did. */
export async function runPrograms(commands: readonly (readonly string[])[]): Promise<boolean> {
  for (const [program = '', ...words] of commands) {
    const isDone = await new Promise<boolean>((resolve) => {
      execFile(program, words, { timeout: PATIENCE_MS }, (error) => resolve(error === null));
    });
    if (!isDone) return false;
  }
  return true;
}
