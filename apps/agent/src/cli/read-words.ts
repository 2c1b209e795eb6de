import { typed } from './command-name.ts';
import { parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/**
 * Reads options and what stands between them.
 *
 * @throws CommandError when an option is not among those that are allowed, or lacks its value
 */
export function read<const Allowed extends Options>(args: readonly string[], options: Allowed) {
  try {
    return parseArgs({
      args: withNegatives(args, options),
      options,
      allowPositionals: true,
      allowNegative: true,
    });
  } catch (error) {
    throw new CommandError(`${sentenceOf(error)} See ${typed('--help')}.`);
  }
}

/** A number below zero is the value of the option before it, which then says what it takes; Node takes it for an option. */
function withNegatives(args: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (const word of args) {
    const before = joined.at(-1);
    const takesValue = before?.startsWith('--') === true && options[before.slice(2)]?.type === 'string';
    if (takesValue && /^-\d/.test(word)) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
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

/** The words between the options, which must be so many. */
export function exactly(count: number, positionals: readonly string[], usage: string): readonly string[] {
  if (positionals.length !== count) throw misused(usage);
  return positionals;
}

/** What a command that was not understood is answered. */
export function misused(usage: string): CommandError {
  return new CommandError(`The command is used like this: ${typed(usage)}`);
}
