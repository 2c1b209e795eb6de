import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { AssetId, BackupController } from '@keepsake/engine';
import { nameBehindPlaceholder } from '../device/cloud-files.ts';
import { osPathOf, textOfBytes, textOfLatin1 } from '../device/file-name-codec.ts';
import { asPrinted } from '../display/format.ts';

/** What the engine says of an asset. */
export type Explained = NonNullable<Awaited<ReturnType<BackupController['explain']>>>;

/**
 * The asset that a person's name for a file means: the one of that path, or the Live Photo whose motion part it is.
 * Undefined when the ledger knows neither.
 *
 * A letter with an accent can be written as one character or as two. Keyboards write it one way, many disks the other, and
 * they look the same.
 */
export async function findNamedAsset(
  controller: Pick<BackupController, 'explain'>,
  file: string,
): Promise<Explained | undefined> {
  const ids = await assetIdsOf(file);
  // A file that is gone can be spelled by no disk any more.
  for (const spelling of new Set(ids.flatMap((id) => [id, id.normalize('NFC'), id.normalize('NFD')]))) {
    const own = await controller.explain(spelling as AssetId);
    if (own !== undefined) return own;
  }
  for (const id of ids) {
    const still = await findByMotion(controller, id);
    if (still !== undefined) return still;
  }
  return undefined;
}

async function findByMotion(
  controller: Pick<BackupController, 'explain'>,
  id: AssetId,
): Promise<Explained | undefined> {
  const name = basename(id);
  const stem = basename(name, extname(name));
  for (const other of await readdir(dirname(id)).catch(() => [])) {
    if (other === name || basename(other, extname(other)) !== stem) continue;
    const still = await controller.explain(join(dirname(id), other) as AssetId);
    if (still?.record.asset.motion?.fileName === name) return still;
  }
  return undefined;
}

/**
 * The ids that a file can have or had, that of its real folder first; one that is gone by now has a name all the same, and a
 * placeholder that of its file.
 *
 * A library begins at a real folder and follows the links below it, whose names stay in its ids. Which of the folders around
 * the file that is, is not known here, so that each of them may be it. A name as Keepsake prints it is understood, too.
 */
export async function assetIdsOf(file: string): Promise<readonly [AssetId, ...AssetId[]]> {
  const [first, ...others] = await idsOfName(file);
  const unescaped = asPrinted(file);
  return unescaped === file ? [first, ...others] : [first, ...others, ...(await idsOfName(unescaped))];
}

async function idsOfName(file: string): Promise<readonly [AssetId, ...AssetId[]]> {
  const path = await asOnDisk(resolve(file));
  const name = nameBehindPlaceholder(basename(path)) ?? basename(path);
  const ids = new Set<AssetId>();
  let rest = name;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const real = await realFolder(folder);
    if (real !== undefined) ids.add(join(real, rest) as AssetId);
    if (dirname(folder) === folder) break;
    rest = join(basename(folder), rest);
  }
  const [first = join(dirname(path), name) as AssetId, ...others] = ids;
  return [first, ...others];
}

async function realFolder(folder: string): Promise<string | undefined> {
  return realpath(osPathOf(folder), 'buffer').then(textOfBytes, () => undefined);
}

/** The path as the disk spells it; what is on no disk stays as it is. */
async function asOnDisk(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path || (await isThere(path))) return path;
  const folder = await asOnDisk(parent);
  const name = basename(path);
  const names = (await readdir(osPathOf(folder), 'latin1').catch(() => [])).map(textOfLatin1);
  const wanted = name.normalize();
  const spelled =
    names.find((other) => (nameBehindPlaceholder(other) ?? other).normalize() === wanted) ??
    onlyOne(names.filter((other) => asWord(other) === asWord(name)));
  return join(folder, spelled ?? name);
}

/** A name as it comes in a word of the command line: bytes that are no text are lost on the way. */
const asWord = (name: string): string => name.replace(/[\uef80-\uefff\ufffd]+/g, '\ufffd');

const onlyOne = (names: readonly string[]): string | undefined => (names.length === 1 ? names[0] : undefined);

async function isThere(path: string): Promise<boolean> {
  return lstat(osPathOf(path)).then(
    () => true,
    () => false,
  );
}
