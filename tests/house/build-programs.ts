import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type { TestProject } from 'vitest/node';

const ROOT = join(import.meta.dirname, '../..');
/** Always the same, so that what Node keeps of compiling them is found again by the next run of tests. */
const FOLDER = join(ROOT, 'node_modules/.cache/keepsake-programs');

/** What tests start most, by the name of what is built of it. */
const PROGRAMS = { agent: 'apps/agent/src/main.ts', server: 'apps/server/src/main.ts' };

/** These look for files beside themselves. */
const APART = /^(fastify$|@fastify\/|prom-client$)/;

/**
 * Puts the modules of each program together, once for a run of tests, which start them a thousand times: to find and load
 * five hundred files is half of what a short command takes. Each module still believes that it is where its source is.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build();
  project.provide('programs', FOLDER);
  const runFolder = await mkdtemp(join(tmpdir(), 'keepsake-run-'));
  project.provide('runFolder', runFolder);
  project.onTestsRerun(async () => {
    await build();
    await rm(runFolder, { recursive: true });
    await mkdir(runFolder);
  });
  return () => rm(runFolder, { recursive: true });
}

async function build(): Promise<void> {
  // Of its own for each process, and each file comes whole to its place: another run of tests may start it just now.
  const folder = `${FOLDER}.${process.pid}`;
  for (const [name, file] of Object.entries(PROGRAMS)) {
    const bundle = await rolldown({
      input: { [name]: join(ROOT, file) },
      platform: 'node',
      external: APART,
      plugins: [asFromSource],
    });
    const chunkFileNames = `${name}-[name].mjs`;
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames });
    await bundle.close();
  }
  await mkdir(FOLDER, { recursive: true });
  for (const file of await readdir(folder)) await rename(join(folder, file), join(FOLDER, file));
  await rm(folder, { recursive: true });
}

const asFromSource = {
  name: 'as-from-source',
  transform(code: string, id: string): string | undefined {
    if (!code.includes('import.meta.')) return undefined;
    return code
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)));
  },
};
