import type { CancelSignal, Conditions } from '@keepsake/engine';
import type { Watched } from './watched.ts';

/** What the app may see of the photos. */
export type LibraryAccess =
  /** Not known yet. */
  | { readonly kind: 'loading' }
  /** A phone; `unasked`: the system's question was not put yet. `limited`: the person picked some photos. */
  | {
      readonly kind: 'photos';
      readonly granted: 'unasked' | 'all' | 'limited' | 'denied';
      /** How often the person picked others since: another number, other photos. */
      readonly picks?: number;
    }
  /** A computer: the folders that are backed up; none yet in the first run. */
  | {
      readonly kind: 'folders';
      readonly folders: readonly WatchedFolder[];
      /** Paths that were backed up from here before, and are not looked at now; absent where there are none. */
      readonly others?: readonly string[] | undefined;
    };

export interface WatchedFolder {
  readonly path: string;
  /** False: the disk or folder is not there now. What it held is not taken for deleted. */
  readonly isThere: boolean;
}

/** A folder of the computer, as a chooser shows it. */
export interface FolderListing {
  readonly path: string;
  /** Undefined: the top. */
  readonly parentPath: string | undefined;
  /** Folders in it by name; hidden ones and those of the system are left out. */
  readonly folders: readonly { readonly path: string; readonly name: string }[];
  /** Of the top alone: the folder that the system means for pictures, where it is there. */
  readonly picturesPath?: string | undefined;
}

/** What lies in a folder and in all within it. */
export interface FolderCount {
  readonly photoCount: number;
  readonly sizeBytes: number;
  /** There is more than was counted: nobody waits until all of a large disk is. */
  readonly isMore: boolean;
  /** What of it lies in folders within that are called as those of screenshots are, by their names. */
  readonly screenshots: readonly {
    readonly name: string;
    readonly photoCount: number;
    readonly sizeBytes: number;
  }[];
}

/** The machine whose photos are backed up. Errors: `BackupError` library-…; `LinkLost`. */
export interface Device {
  readonly kind: 'ios' | 'android' | 'computer';
  /** As the person calls it: "Anna's iPhone"; undefined: the platform does not tell. */
  readonly name: string | undefined;
  /** Originals can be removed from here (V2). */
  readonly canFreeSpace: boolean;
  /** Whether some originals may be in iCloud alone, or in a cloud like it; of a computer it is known once that says so. */
  readonly hasCloudOriginals: Watched<boolean>;
  /**
   * False: the system does not wake the app for the backups in the background that the person wishes, so that they come only while it is open. Of a
   * computer it is always true: what watches there runs by itself.
   */
  readonly isWoken: Watched<boolean>;
  readonly conditions: Conditions;
  /** What went on lately, as text for whoever helps with a problem. Undefined: it is kept elsewhere, on a computer. */
  readonly readLog: (() => string) | undefined;
  readonly access: Watched<LibraryAccess>;
  /**
   * Asks the person for access to their photos, or, where the system asks only once, opens its settings. Of a person who picked some photos it wants
   * `all`, by the settings, or `more`, which they pick at once. Answers what is granted then. On a computer: does nothing.
   */
  askForAccess(wanted?: 'all' | 'more'): Promise<LibraryAccess>;
  /** What is in a folder of the computer; undefined: where people keep photos (home, Pictures, disks). On a phone: rejected. */
  listFolders(path: string | undefined): Promise<FolderListing>;
  /** Counts the photos in a folder of the computer, within seconds. May be cancelled. On a phone: rejected. */
  countPhotos(path: string, signal: CancelSignal): Promise<FolderCount>;
  /** Which folders are backed up from now on. What was backed up of others stays on the server and stays known. On a phone: rejected. */
  chooseFolders(paths: readonly string[]): Promise<void>;
}
