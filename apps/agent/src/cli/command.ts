/** What the person asked for, parsed. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | LoginCommand
  | { readonly kind: 'logout' }
  | BackupCommand
  | ({ readonly kind: 'status' } & LibraryOptions)
  | ({ readonly kind: 'failed' } & LibraryOptions)
  | ({ readonly kind: 'albums' } & LibraryOptions)
  | ({ readonly kind: 'why'; readonly file: string } & LibraryOptions)
  | ({ readonly kind: 'retry'; readonly files: readonly string[] } & LibraryOptions & RunCommandOptions);

export interface LoginCommand {
  readonly kind: 'login';
  readonly server: string;
  readonly email: string | undefined;
  /** Read an API key instead of a password. */
  readonly usesApiKey: boolean;
}

export interface LibraryOptions {
  /** The folders of the library; empty: the library that was backed up last, or that the named file is in. */
  readonly folders: readonly string[];
  readonly json: boolean;
}

export interface RunCommandOptions {
  readonly jobs: number | undefined;
}

export interface BackupCommand extends LibraryOptions, RunCommandOptions {
  readonly kind: 'backup';
  readonly select: readonly string[];
  readonly exclude: readonly string[];
  readonly syncAlbums: boolean | undefined;
  readonly dryRun: boolean;
  /** A folder that is suddenly empty was emptied by the person. */
  readonly isEmptiedOnPurpose: boolean;
}
