import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What the screens are made of, from the root of the house. */
const MADE_OF = ['apps/mobile', 'packages', 'package-lock.json'];

/** What lies among it and does not get into a build. */
const LEFT_OUT = /^(node_modules|dist|simulated|testkit|testing|tools|\..*)$|\.test\.tsx?$|\.md$/;

/**
 * A name for the sources as they are: the same whenever their bytes are, whatever their dates say. Undefined: here are no
 * sources, so nothing can be built. Takes some hundredths of a second.
 */
export async function stampOfSources(houseFolder: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  for (const path of MADE_OF) {
    const files = await filesOf(join(houseFolder, path));
    if (files === undefined) return undefined;
    for (const file of files) {
      const content = await readFile(file);
      hash.update(`${relative(houseFolder, file).split(sep).join('/')} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

/** In an order that is the same everywhere. */
async function filesOf(path: string): Promise<readonly string[] | undefined> {
  let entries;
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return undefined;
    throw error;
  }
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (LEFT_OUT.test(entry.name)) continue;
    const inside = join(path, entry.name);
    if (entry.isDirectory()) files.push(...((await filesOf(inside)) ?? []));
    else if (entry.isFile()) files.push(inside);
  }
  return files;
}
