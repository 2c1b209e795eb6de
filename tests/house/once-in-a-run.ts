import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inject } from 'vitest';
import './programs.ts';

const LOOK_EVERY_MS = 100;

/** Does a work once in a run of tests: in the process that comes first, while the others wait for it. Errors: as the work's. */
export async function onceInARun(name: string, work: () => Promise<void>): Promise<void> {
  const folder = join(inject('runFolder'), name);
  const end = join(folder, 'end');
  const isFirst = await mkdir(folder).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (isFirst) {
    const trouble = await work().then(
      () => '',
      (error: unknown) => String(error),
    );
    await writeFile(`${end}.new`, trouble);
    await rename(`${end}.new`, end);
  }
  while (!existsSync(end)) await setTimeout(LOOK_EVERY_MS);
  const trouble = await readFile(end, 'utf8');
  if (trouble !== '') throw new Error(trouble);
}
