import { parseArgs } from 'node:util';
import { CommandError } from './command.ts';
import { parseQuota } from './user-quota.ts';

/** What an action takes beside its options. */
export interface ActionArguments {
  readonly usage: string;
  /** Words that must be given, such as EMAIL, in order. */
  readonly words: readonly ('email' | 'size')[];
  /** Whether it knows --name, --admin and --quota. */
  readonly describesAccount?: boolean;
}

/** What was given on the command line. */
export interface GivenArguments {
  readonly email: string;
  /** Of the word SIZE or of --quota; null: no limit; undefined: not given. */
  readonly quotaBytes: number | null | undefined;
  readonly name: string | undefined;
  readonly isAdmin: boolean;
}

const OPTIONS = {
  name: { type: 'string' },
  admin: { type: 'boolean' },
  quota: { type: 'string' },
} as const;

/**
 * Reads the words and options of `user NAME …`.
 *
 * @throws CommandError usage
 */
export function parseUserArguments(
  name: string,
  action: ActionArguments,
  args: readonly string[],
): GivenArguments {
  const { values, positionals } = parse(name, action, args);
  if (positionals.length !== action.words.length)
    throw new CommandError('usage', `It is: user ${name} ${action.usage}`.trimEnd() + '.');
  const word = (kind: 'email' | 'size'): string | undefined => positionals[action.words.indexOf(kind)];
  const size = word('size') ?? values.quota;
  return {
    email: word('email') ?? '',
    quotaBytes: size === undefined ? undefined : parseQuota(size),
    name: values.name,
    isAdmin: values.admin === true,
  };
}

interface Parsed {
  readonly values: { readonly name?: string; readonly admin?: boolean; readonly quota?: string };
  readonly positionals: readonly string[];
}

function parse(name: string, action: ActionArguments, args: readonly string[]): Parsed {
  const options = action.describesAccount === true ? OPTIONS : {};
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    const unknown = args.find((arg) => arg.startsWith('-')) ?? '';
    throw new CommandError('usage', `"${unknown}" is not right here; it is: user ${name} ${action.usage}.`);
  }
}
