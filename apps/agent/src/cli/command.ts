import type { Settings } from '@keepsake/engine';

/** What the person asked for, parsed. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | LoginCommand
  | { readonly kind: 'logout' }
  | { readonly kind: 'password' }
  | BackupCommand
  | ({ readonly kind: 'status' } & LibraryOptions)
  | ({ readonly kind: 'failed' } & LibraryOptions)
  | ({ readonly kind: 'albums' } & LibraryOptions)
  | ({ readonly kind: 'why'; readonly file: string } & LibraryOptions)
  | ({ readonly kind: 'retry' } & SendAgainOptions)
  /** Files; none: all that was deleted on the server. */
  | ({ readonly kind: 'upload-again' } & SendAgainOptions)
  | VerifyCommand
  | WatchCommand
  | SettingsCommand
  | RestoreCommand
  | UiCommand;

export interface LoginCommand {
  readonly kind: 'login';
  /** Undefined: the one that this computer is signed in to. */
  readonly server: string | undefined;
  readonly email: string | undefined;
  /** Read an API key instead of a password. */
  readonly usesApiKey: boolean;
}

export interface LibraryOptions {
  /** The folders of the library; empty: all libraries, the one that was backed up last, or that the named file is in. */
  readonly folders: readonly string[];
  readonly json: boolean;
}

interface RunCommandOptions {
  /** What is to be from now on. */
  readonly settings: Partial<Settings>;
}

export interface SendAgainOptions extends LibraryOptions, RunCommandOptions {
  /** Empty: all. */
  readonly files: readonly string[];
}

export interface BackupCommand extends LibraryOptions, RunCommandOptions {
  readonly kind: 'backup';
  readonly select: readonly string[];
  readonly exclude: readonly string[];
  readonly dryRun: boolean;
  /** A folder that is suddenly empty was emptied by the person. */
  readonly isEmptiedOnPurpose: boolean;
}

export interface VerifyCommand extends LibraryOptions {
  readonly kind: 'verify';
  /** The server reads its bytes again. */
  readonly isDeep: boolean;
}

export interface WatchCommand {
  readonly kind: 'watch';
  /** Of the one library to watch; empty: every library that was backed up. */
  readonly folders: readonly string[];
  readonly json: boolean;
  /** Whether it is to be, or no longer, a service of the operating system; undefined: it watches itself. */
  readonly service: 'install' | 'uninstall' | undefined;
}

export interface SettingsCommand extends LibraryOptions, RunCommandOptions {
  readonly kind: 'settings';
}

export interface RestoreCommand {
  readonly kind: 'restore';
  readonly folder: string;
  /** Only the server's albums of these names; empty: everything. */
  readonly albums: readonly string[];
  /** Also into a folder that is backed up from here. */
  readonly intoLibrary: boolean;
  readonly json: boolean;
}

export interface UiCommand {
  readonly kind: 'ui';
  /** Undefined: the one of last time, or a free one. */
  readonly port: number | undefined;
  /** Shows itself in the person's browser, where there is one. */
  readonly opensBrowser: boolean;
}
