import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isWithin } from './device/library-roots.ts';
import { shellWord } from './display/format.ts';

/** The root of the sources, of which the web screens are built, and where that build is. */
const HOUSE = join(import.meta.dirname, '../../..');
const BUILT_SCREENS = join(HOUSE, 'apps/mobile/dist/web');

/** What the environment says, read once. */
export interface Config {
  /** The folder that holds sign-in and ledgers. */
  readonly homeFolder: string;
  /** How a person starts this program here, as hints name it. */
  readonly programName: string;
  /** A password or API key for `login`, for scripts. */
  readonly secret: string | undefined;
  readonly usesColour: boolean;
  /** Whoever takes the output notes the time of each line, as the journal of systemd does. */
  readonly isTimed: boolean;
  readonly services: Services;
  readonly screens: Screens;
  /** The file that says what network and power are, where the system cannot tell. */
  readonly conditionsFile: string | undefined;
  /** A page can be shown to the person: on Linux only on a desktop, because a browser for terminals would take this one over. */
  readonly hasBrowser: boolean;
}

/** The folder of the web build that `ui` serves: one that was named, which is taken as it is, or that of these sources. */
type Screens =
  | { readonly kind: 'named'; readonly folder: string }
  | {
      readonly kind: 'built';
      readonly folder: string;
      readonly houseFolder: string;
      /** For the program that builds them. */
      readonly environment: Readonly<Record<string, string | undefined>>;
    };

/** What runs services of one user here, and the folder that it reads them from. */
type Services = { readonly kind: 'systemd' | 'launchd'; readonly folder: string } | { readonly kind: 'none' };

/** Reads the environment's variables; see `keepsake --help` for their meaning. The home that was named on the command line wins. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  namedHome?: string,
): Config {
  const chosen = namedHome ?? environment['KEEPSAKE_HOME'];
  return {
    homeFolder:
      chosen === undefined || chosen === '' ? userDataFolder(environment, platform) : resolve(chosen),
    programName: programNameOf(environment, namedHome),
    secret: environment['KEEPSAKE_PASSWORD'] === '' ? undefined : environment['KEEPSAKE_PASSWORD'],
    usesColour: environment['NO_COLOR'] === undefined || environment['NO_COLOR'] === '',
    isTimed: environment['JOURNAL_STREAM'] !== undefined,
    services: servicesOf(environment, platform),
    screens: screensOf(environment),
    conditionsFile: fileOf(environment['KEEPSAKE_CONDITIONS']),
    hasBrowser: platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']),
  };
}

function programNameOf(
  environment: Readonly<Record<string, string | undefined>>,
  namedHome: string | undefined,
): string {
  // npm says which of its scripts this is.
  const usual = environment['npm_lifecycle_event'] === 'keepsake' ? npmWords(environment) : 'keepsake';
  const program = environment['KEEPSAKE_COMMAND'] || usual;
  return namedHome === undefined ? program : `${program} --home ${shellWord(namedHome)}`;
}

/** As npm finds the script again from where it was called. */
function npmWords({
  INIT_CWD: calledFrom,
  npm_config_local_prefix: sources,
}: Readonly<Record<string, string | undefined>>): string {
  const isElsewhere = calledFrom && sources && !isWithin(sources, calledFrom);
  return `npm ${isElsewhere ? `--prefix ${shellWord(sources)} ` : ''}run -s keepsake --`;
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

function screensOf(environment: Readonly<Record<string, string | undefined>>): Screens {
  const named = environment['KEEPSAKE_SCREENS'];
  return named === undefined || named === ''
    ? { kind: 'built', folder: BUILT_SCREENS, houseFolder: HOUSE, environment }
    : { kind: 'named', folder: resolve(named) };
}

function fileOf(named: string | undefined): string | undefined {
  return named === undefined || named === '' ? undefined : resolve(named);
}

function servicesOf(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Services {
  switch (platform) {
    case 'darwin':
      return { kind: 'launchd', folder: join(homedir(), 'Library', 'LaunchAgents') };
    case 'win32':
      return { kind: 'none' };
    default: {
      const chosen = environment['XDG_CONFIG_HOME'];
      const configHome = chosen === undefined || chosen === '' ? join(homedir(), '.config') : chosen;
      return { kind: 'systemd', folder: join(configHome, 'systemd', 'user') };
    }
  }
}
