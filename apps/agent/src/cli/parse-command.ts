import { parseArgs } from 'node:util';
import type { Command, LibraryOptions, RunCommandOptions } from './command.ts';
import { CommandError } from './command-error.ts';

const COMMANDS = [
  'login',
  'logout',
  'backup',
  'status',
  'failed',
  'retry',
  'why',
  'albums',
  'help',
  'version',
];

const LIBRARY = { json: { type: 'boolean' }, library: { type: 'string', multiple: true } } as const;
const RUN = { jobs: { type: 'string', short: 'j' } } as const;
const BACKUP = {
  json: { type: 'boolean' },
  select: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  'sync-albums': { type: 'boolean' },
  'dry-run': { type: 'boolean', short: 'n' },
  emptied: { type: 'boolean' },
} as const;
const LOGIN = { email: { type: 'string' }, 'api-key': { type: 'boolean' } } as const;

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
      const [server] = exactly(1, positionals, 'keepsake login SERVER');
      return {
        kind: 'login',
        server: server as string,
        email: values.email,
        usesApiKey: values['api-key'] ?? false,
      };
    }
    case 'logout':
      exactly(0, read(rest, {}).positionals, 'keepsake logout');
      return { kind: 'logout' };
    case 'backup': {
      const { values, positionals } = read(rest, { ...BACKUP, ...RUN });
      return {
        kind: 'backup',
        folders: positionals,
        json: values.json ?? false,
        ...runOptions(values),
        select: values.select ?? [],
        exclude: values.exclude ?? [],
        syncAlbums: values['sync-albums'],
        dryRun: values['dry-run'] ?? false,
        isEmptiedOnPurpose: values.emptied ?? false,
      };
    }
    case 'status':
    case 'failed':
    case 'albums': {
      const { values, positionals } = read(rest, LIBRARY);
      exactly(0, positionals, `keepsake ${name} [--library FOLDER]`);
      return { kind: name, ...libraryOptions(values) };
    }
    case 'why': {
      const { values, positionals } = read(rest, LIBRARY);
      const [file] = exactly(1, positionals, 'keepsake why FILE');
      return { kind: 'why', file: file as string, ...libraryOptions(values) };
    }
    case 'retry': {
      const { values, positionals } = read(rest, { ...LIBRARY, ...RUN });
      return { kind: 'retry', files: positionals, ...libraryOptions(values), ...runOptions(values) };
    }
    default:
      throw new CommandError(`There is no command "${name}". The commands are: ${COMMANDS.join(', ')}.`);
  }
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function read<const Allowed extends Options>(args: readonly string[], options: Allowed) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new CommandError(`${sentenceOf(error)} See keepsake --help.`);
  }
}

/** Node's own words for an option that it refuses, made shorter. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const option = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1] ?? 'An option';
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `There is no option ${option} here.`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return /does not take an argument/.test(message)
        ? `${option} takes no value.`
        : `${option} needs a value.`;
    default:
      return 'The options were not understood.';
  }
}

function exactly(count: number, positionals: readonly string[], usage: string): readonly string[] {
  if (positionals.length !== count) throw new CommandError(`The command is used like this: ${usage}`);
  return positionals;
}

function libraryOptions(values: {
  json?: boolean | undefined;
  library?: string[] | undefined;
}): LibraryOptions {
  return { folders: values.library ?? [], json: values.json ?? false };
}

function runOptions(values: { jobs?: string | undefined }): RunCommandOptions {
  if (values.jobs === undefined) return { jobs: undefined };
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 10) {
    throw new CommandError(`--jobs takes a whole number from 1 to 10, not "${values.jobs}".`);
  }
  return { jobs };
}
