import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the web screens are built. */
const BUILT_SCREENS = join(import.meta.dirname, '../../mobile/dist/web');

/** What the environment says, read once. */
export interface Config {
  /** The folder that holds sign-in and ledgers. */
  readonly homeFolder: string;
  /** A password or API key for `login`, for scripts. */
  readonly secret: string | undefined;
  readonly usesColour: boolean;
  /** The folder of the web build that `ui` serves. */
  readonly screensFolder: string;
  /** A page can be shown to the person: on Linux only on a desktop, because a browser for terminals would take this one over. */
  readonly hasBrowser: boolean;
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
    screensFolder: resolve(environment['KEEPSAKE_SCREENS'] || BUILT_SCREENS),
    hasBrowser: platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']),
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
