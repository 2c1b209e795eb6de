import { lstat, readdir } from 'node:fs/promises';
import type { FSWatcher } from 'node:fs';
import { osPathOf, textOfBytes, textOfLatin1 } from './file-name-codec.ts';
import { identityOf, pathIn } from './folder-reader.ts';
import { isIgnoredName } from './ignored-names.ts';
import { isWithin } from './library-roots.ts';
import { openWatcher, type OpenWatcher } from './open-watcher.ts';
import { systemClock } from './system-clock.ts';
import { CancelSource } from '@keepsake/engine';

/** How a folder is watched; all has a default. */
export interface FolderWatchOptions {
  readonly platform?: NodeJS.Platform;
  readonly openWatcher?: OpenWatcher;
}

/** While a file is written, the system tells of it a thousand times a second; one in so long is enough. */
const PAUSE_MS = 100;

/** The system has no more watches, or no more descriptors for them. */
const SHORTAGES = new Set(['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM']);

/**
 * Tells of changes below the roots of a library, as far as the operating system does (B3).
 *
 * macOS and Windows watch a folder with all that is below it. Linux watches single folders, so there each is watched by
 * itself, a new one from the moment that its parent tells of it; not each file, as Node's own recursive watching does, which
 * for a large library needs more watches than the system has.
 *
 * What cannot be watched is silent: folders beyond the system's limit (`isShort`), disks that tell nothing. A root that went
 * away and came back is watched again from the next `follow` on.
 */
export class FolderWatch {
  readonly #paths: readonly string[];
  readonly #openWatcher: OpenWatcher;
  readonly #watchesEachFolder: boolean;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Map<string, FSWatcher>();
  /** Which folder each root was when it was last looked at. */
  readonly #roots = new Map<string, string | undefined>();
  /** From `begin` to `close`. */
  #life: { readonly begun: Promise<unknown> } | undefined;
  #following: Promise<boolean> | undefined;
  #isShort = false;
  /** Since the last call of the listeners, which is not long ago. */
  #pause: { isTold: boolean } | undefined;

  /** The roots, as the person gave them. */
  constructor(paths: readonly string[], options: FolderWatchOptions = {}) {
    this.#paths = paths;
    this.#openWatcher = options.openWatcher ?? openWatcher;
    this.#watchesEachFolder = !['darwin', 'win32'].includes(options.platform ?? process.platform);
  }

  /** Whether the system had no more watches to give: some folders are silent. */
  get isShort(): boolean {
    return this.#isShort;
  }

  /** Watches all that is there now; resolves when it does. May be repeated. Never fails. Ended by `close`. */
  async begin(): Promise<void> {
    if (this.#life === undefined) {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      this.#life = { begun: promise };
      resolve(this.follow());
    }
    await this.#life.begun;
  }

  /**
   * Calls back after changes below the roots, at most ten times a second, until the returned function is called. Where it was
   * not begun yet, it is now; then it calls back once when everything is watched, since a change may have been missed before.
   */
  subscribe(onChange: () => void): () => void {
    const listener = (): void => onChange();
    this.#listeners.add(listener);
    if (this.#life === undefined) void this.begin().then(() => this.#tell());
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.close();
    };
  }

  /** Looks whether the roots are still the folders that are watched, if they are; answers whether one came or went. */
  async follow(): Promise<boolean> {
    const life = this.#life;
    if (life === undefined) return false;
    this.#following ??= this.#followRoots(() => this.#life === life).finally(() => {
      if (this.#life === life) this.#following = undefined;
    });
    return this.#following;
  }

  /**
   * Folders that were found below the roots: those that are not watched yet, since links lead to them or the system had no
   * watches left, are from now on, as far as that goes.
   */
  include(folders: readonly { readonly path: string }[]): void {
    if (this.#life === undefined || !this.#watchesEachFolder) return;
    this.#isShort = false;
    for (const { path } of folders) {
      if (this.#isShort) return;
      this.#watch(path);
    }
  }

  /** Watches nothing any more; may be begun again. */
  close(): void {
    this.#life = undefined;
    this.#following = undefined;
    this.#roots.clear();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  async #followRoots(isAlive: () => boolean): Promise<boolean> {
    let hasChanged = false;
    for (const path of this.#paths) {
      const identity = await identityOf(path).catch(() => undefined);
      if (!isAlive()) return false;
      if (this.#roots.has(path) && this.#roots.get(path) === identity) continue;
      this.#roots.set(path, identity);
      hasChanged = true;
      this.#drop(path);
      if (identity !== undefined) await this.#watchBelow(path, isAlive);
    }
    return hasChanged;
  }

  /** A folder is watched before it is read, so that whatever comes later is told. */
  async #watchBelow(top: string, isAlive: () => boolean): Promise<void> {
    for (const folders = [top]; folders.length > 0;) {
      const folder = folders.pop() as string;
      if (!isAlive()) return;
      if (!this.#watch(folder) || !this.#watchesEachFolder) continue;
      const entries = await readdir(osPathOf(folder), { withFileTypes: true, encoding: 'latin1' }).catch(
        () => [],
      );
      for (const entry of entries) {
        const name = textOfLatin1(entry.name);
        if (entry.isDirectory() && !isIgnoredName(name)) folders.push(pathIn(folder, name));
      }
    }
  }

  #watch(folder: string): boolean {
    if (this.#watchers.has(folder)) return true;
    try {
      const watcher = this.#openWatcher(osPathOf(folder), { isRecursive: !this.#watchesEachFolder });
      this.#watchers.set(folder, watcher);
      watcher.on('change', (kind, name: Buffer | null) => {
        this.#onChange(folder, kind, name === null ? undefined : textOfBytes(name));
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#watchers.get(folder) === watcher) this.#watchers.delete(folder);
      });
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && SHORTAGES.has(String(error.code)))
        this.#isShort = true;
      return false;
    }
  }

  #onChange(folder: string, kind: string, name: string | undefined): void {
    if (name !== undefined && !isWorthTelling(name)) return;
    this.#tell();
    if (name !== undefined && kind === 'rename' && this.#watchesEachFolder)
      void this.#renew(pathIn(folder, name));
  }

  /** Something came to this path, or went from it. */
  async #renew(path: string): Promise<void> {
    const life = this.#life;
    if (life === undefined) return;
    // What was moved is watched where it is now, but known by where it was.
    if (this.#watchers.has(path)) this.#drop(path);
    const stats = await lstat(osPathOf(path)).catch(() => undefined);
    if (stats?.isDirectory() !== true) return;
    await this.#watchBelow(path, () => this.#life === life);
    // What came before it was watched.
    this.#tell();
  }

  #drop(top: string): void {
    for (const [path, watcher] of this.#watchers) {
      if (!isWithin(top, path)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
  }

  #tell(): void {
    if (this.#pause !== undefined) {
      this.#pause.isTold = false;
      return;
    }
    const pause = { isTold: true };
    this.#pause = pause;
    for (const listener of [...this.#listeners]) listener();
    void systemClock.sleep(PAUSE_MS, new CancelSource()).then(() => {
      this.#pause = undefined;
      if (!pause.isTold) this.#tell();
    });
  }
}

/** What systems keep in hidden files and litter changes all the time. */
function isWorthTelling(path: string): boolean {
  return !path.split(/[/\\]/).some((name) => name !== '' && isIgnoredName(name));
}
