import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { PROGRAMS_FOLDER } from './programs.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What tests start most, by the name of what is built of it. */
const PROGRAMS = { agent: 'apps/agent/src/main.ts', server: 'apps/server/src/main.ts' };

/** These look for files beside themselves. */
const APART = /^(fastify$|@fastify\/|prom-client$)/;

/**
 * Puts the modules of each program together, once for a run of tests, which start them a thousand times: to find and load
 * five hundred files is half of what a short command takes. Each module still believes that it is where its source is.
 */
export default async function buildPrograms(): Promise<() => Promise<void>> {
  const cache = join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'programs-'));
  // Some tests start them as somebody else.
  await chmod(folder, 0o755);
  for (const [name, file] of Object.entries(PROGRAMS)) {
    const build = await rolldown({
      input: { [name]: join(ROOT, file) },
      platform: 'node',
      external: APART,
      plugins: [asFromSource],
    });
    const chunkFileNames = `${name}-[name]-[hash].mjs`;
    await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames });
    await build.close();
  }
  process.env[PROGRAMS_FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
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
