import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { File } from 'expo-file-system';

/** What is imitated of expo-file-system's `File`. */
type FileSurface = Pick<File, 'exists' | 'size' | 'create' | 'delete' | 'rename'>;

/**
 * expo-file-system's `File` over Node's files, as far as it can be seen from outside: every call is answered at once,
 * what is not there throws, and so does making what is there already.
 */
export function openFakeFile(uri: string): FileSurface {
  let path = fileURLToPath(uri);
  const require = (): void => {
    if (!existsSync(path)) throw new Error(`File '${path}' does not exist`);
  };
  return {
    get exists() {
      return existsSync(path);
    },
    get size() {
      return existsSync(path) ? statSync(path).size : 0;
    },
    create({ intermediates = false, overwrite = false } = {}) {
      if (existsSync(path) && !overwrite) throw new Error(`File '${path}' already exists`);
      if (intermediates) mkdirSync(dirname(path), { recursive: true });
      closeSync(openSync(path, 'w'));
    },
    delete() {
      require();
      rmSync(path);
    },
    rename(newName) {
      require();
      const target = join(dirname(path), newName);
      renameSync(path, target);
      path = target;
    },
  };
}
