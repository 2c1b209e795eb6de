import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the environment says, read once. */
export interface Config {
  /** The folder that holds sign-in and ledgers. */
  readonly homeFolder: string;
  /** A password or API key for `login`, for scripts. */
  readonly secret: string | undefined;
  readonly usesColour: boolean;
  /** Whoever takes the output notes the time of each line, as the journal of systemd does. */
  readonly isTimed: boolean;
}

/** Reads the environment's variables; see `keepsake --help` for their meaning. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Config {
  const chosen = environment['KEEPSAKE_HOME'];
  return {
    homeFolder:
      chosen === undefined || chosen === '' ? userDataFolder(environment, platform) : resolve(chosen),
    secret: environment['KEEPSAKE_PASSWORD'] === '' ? undefined : environment['KEEPSAKE_PASSWORD'],
    usesColour: environment['NO_COLOR'] === undefined || environment['NO_COLOR'] === '',
    isTimed: environment['JOURNAL_STREAM'] !== undefined,
  };
}

function userDataFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Keepsake');
    case 'win32':
      return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Keepsake');
    default: {
      const dataHome = environment['XDG_DATA_HOME'];
      return join(
        dataHome === undefined || dataHome === '' ? join(homedir(), '.local', 'share') : dataHome,
        'keepsake',
      );
    }
  }
}
