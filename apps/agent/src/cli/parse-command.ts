import type { Command, LibraryOptions } from './command.ts';
import { printable } from '../display/format.ts';
import { CommandError } from './command-error.ts';
import { typed } from './command-name.ts';
import { nearestWord } from './nearest-word.ts';
import { ALL_SETTINGS, BACKUP_SETTINGS, readSettings, RUN_SETTINGS } from './read-settings.ts';
import { exactly, misused, read } from './read-words.ts';

const COMMANDS = [
  'login',
  'logout',
  'password',
  'backup',
  'status',
  'failed',
  'retry',
  'why',
  'albums',
  'verify',
  'upload-again',
  'restore',
  'watch',
  'settings',
  'ui',
  'help',
  'version',
];

const LIBRARY = { json: { type: 'boolean' }, library: { type: 'string', multiple: true } } as const;
const BACKUP = {
  json: { type: 'boolean' },
  select: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', short: 'n' },
  emptied: { type: 'boolean' },
} as const;
const VERIFY = { ...LIBRARY, deep: { type: 'boolean' } } as const;
const UPLOAD_AGAIN = { ...LIBRARY, ...RUN_SETTINGS, all: { type: 'boolean' } } as const;
const RESTORE = {
  json: { type: 'boolean' },
  album: { type: 'string', multiple: true },
  'into-library': { type: 'boolean' },
} as const;
const WATCH = {
  json: { type: 'boolean' },
  install: { type: 'boolean' },
  uninstall: { type: 'boolean' },
} as const;
const UI = { port: { type: 'string' }, open: { type: 'boolean' } } as const;
const LOGIN = { email: { type: 'string' }, 'api-key': { type: 'boolean' } } as const;

const WATCH_USAGE = 'watch [FOLDER…] [--json] | --install | --uninstall';
const UPLOAD_AGAIN_USAGE = 'upload-again FILE… | --all';

/**
 * Reads the words behind `keepsake`.
 *
 * @throws CommandError with one sentence when they are not understood
 */
export function parseCommand(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || words.includes('--help') || words.includes('-h'))
    return { kind: 'help' };
  switch (name) {
    case 'version':
    case '--version':
      return { kind: 'version' };
    case 'login': {
      const { values, positionals } = read(rest, LOGIN);
      const [server, ...others] = positionals;
      if (others.length > 0) throw misused('login [SERVER]');
      return {
        kind: 'login',
        server,
        email: values.email,
        usesApiKey: values['api-key'] ?? false,
      };
    }
    case 'logout':
    case 'password':
      // A password among the words would be in the shell's history, and in the list of processes.
      exactly(0, read(rest, {}).positionals, name);
      return { kind: name };
    case 'backup': {
      const { values, positionals } = read(rest, { ...BACKUP, ...BACKUP_SETTINGS });
      return {
        kind: 'backup',
        folders: positionals,
        json: values.json ?? false,
        settings: readSettings(values),
        select: albumNames('select', values.select),
        exclude: albumNames('exclude', values.exclude),
        dryRun: values['dry-run'] ?? false,
        isEmptiedOnPurpose: values.emptied ?? false,
      };
    }
    case 'status':
    case 'failed':
    case 'albums': {
      const { values, positionals } = read(rest, LIBRARY);
      exactly(0, positionals, `${name} [--library FOLDER]`);
      return { kind: name, ...libraryOptions(values) };
    }
    case 'why': {
      const { values, positionals } = read(rest, LIBRARY);
      const [file] = exactly(1, positionals, 'why FILE');
      return { kind: 'why', file: file as string, ...libraryOptions(values) };
    }
    case 'retry': {
      const { values, positionals } = read(rest, { ...LIBRARY, ...RUN_SETTINGS });
      return {
        kind: 'retry',
        files: positionals,
        settings: readSettings(values),
        ...libraryOptions(values),
      };
    }
    case 'upload-again': {
      const { values, positionals } = read(rest, UPLOAD_AGAIN);
      // Who names nothing by mistake must not undo what was deleted on purpose.
      if ((positionals.length === 0) !== (values.all ?? false)) throw misused(UPLOAD_AGAIN_USAGE);
      return {
        kind: 'upload-again',
        files: positionals,
        settings: readSettings(values),
        ...libraryOptions(values),
      };
    }
    case 'verify': {
      const { values, positionals } = read(rest, VERIFY);
      exactly(0, positionals, 'verify [--deep] [--library FOLDER]');
      return { kind: 'verify', isDeep: values.deep ?? false, ...libraryOptions(values) };
    }
    case 'watch': {
      const { values, positionals } = read(rest, WATCH);
      const { json = false, install = false, uninstall = false } = values;
      // The service watches every library; one line of JSON for a file would be of no use.
      if ((install && uninstall) || ((install || uninstall) && (json || positionals.length > 0)))
        throw misused(WATCH_USAGE);
      const service = install ? 'install' : uninstall ? 'uninstall' : undefined;
      return { kind: 'watch', folders: positionals, json, service };
    }
    case 'settings': {
      const { values, positionals } = read(rest, { ...LIBRARY, ...ALL_SETTINGS });
      exactly(0, positionals, 'settings [--library FOLDER]');
      return { kind: 'settings', settings: readSettings(values), ...libraryOptions(values) };
    }
    case 'restore': {
      const { values, positionals } = read(rest, RESTORE);
      const [folder] = exactly(1, positionals, 'restore FOLDER [--album NAME]');
      return {
        kind: 'restore',
        folder: folder as string,
        albums: albumNames('album', values.album),
        intoLibrary: values['into-library'] ?? false,
        json: values.json ?? false,
      };
    }
    case 'ui': {
      const { values, positionals } = read(rest, UI);
      exactly(0, positionals, 'ui [--port N] [--no-open]');
      return { kind: 'ui', port: readPort(values.port), opensBrowser: values.open ?? true };
    }
    default:
      throw new CommandError(unknownCommandSentence(name));
  }
}

function libraryOptions(values: {
  json?: boolean | undefined;
  library?: string[] | undefined;
}): LibraryOptions {
  return { folders: values.library ?? [], json: values.json ?? false };
}

/** A variable of a script that is empty must not choose anything, nor exclude nothing. */
function albumNames(option: string, names: readonly string[] | undefined): readonly string[] {
  if (names?.includes('') === true)
    throw new CommandError(`The name of an album behind --${option} is empty. Nothing was done.`);
  return names ?? [];
}

function unknownCommandSentence(name: string): string {
  const nearest = nearestWord(name, COMMANDS);
  const help =
    nearest === undefined ? `The commands are: ${COMMANDS.join(', ')}.` : `The nearest is: ${typed(nearest)}`;
  return `There is no command "${printable(name)}". ${help}`;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new CommandError('--port needs a number from 1 to 65535.');
}
