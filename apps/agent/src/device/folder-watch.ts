import { statSync, watch, type FSWatcher } from 'node:fs';
import { osPathOf } from './file-name-codec.ts';
import { isIgnoredName } from './ignored-names.ts';

interface WatchedRoot {
  readonly identity: string;
  readonly watcher: FSWatcher;
}

/**
 * Tells of changes below the roots of a library, as far as the operating system does (B3).
 *
 * What cannot be watched, because the system has no more watches to give or the disk is none that tells, is silent: a
 * change there waits for the next run. A root that went away and came back is watched again from the next `follow` on.
 */
export class FolderWatch {
  readonly #paths: readonly string[];
  readonly #listeners = new Set<() => void>();
  readonly #watched = new Map<string, WatchedRoot>();

  /** The roots, as the person gave them. */
  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  /** Calls back after each change below the roots from now on, until the returned function is called. */
  subscribe(onChange: () => void): () => void {
    const listener = (): void => onChange();
    this.#listeners.add(listener);
    this.follow();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#unwatchAll();
    };
  }

  /** Looks whether the roots are still the folders that are watched, if anybody listens. */
  follow(): void {
    if (this.#listeners.size === 0) return;
    for (const path of this.#paths) {
      const identity = identityNow(path);
      if (this.#watched.get(path)?.identity === identity) continue;
      this.#watched.get(path)?.watcher.close();
      this.#watched.delete(path);
      if (identity !== undefined) this.#watch(path, identity);
    }
  }

  #watch(path: string, identity: string): void {
    try {
      const watcher = watch(osPathOf(path), { recursive: true });
      this.#watched.set(path, { identity, watcher });
      watcher.on('change', (_kind, name) => {
        if (isWorthTelling(String(name))) this.#tell();
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#watched.get(path)?.watcher === watcher) this.#watched.delete(path);
      });
    } catch {
      // It stays silent.
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #unwatchAll(): void {
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }
}

/** Which folder is there now; not awaited, so that no change after it is missed. Undefined: none. */
function identityNow(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(osPathOf(path), { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

/** What systems keep in hidden files and litter changes all the time. */
function isWorthTelling(path: string): boolean {
  return !path.split(/[/\\]/).some((name) => name !== '' && isIgnoredName(name));
}
