import { parseArgs } from 'node:util';
import { EXIT_MEANINGS } from './exit-codes.ts';

/** What `npm start` was asked to do. */
export type Options =
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly sentence: string }
  | {
      readonly kind: 'run';
      /** A folder of the person's own; undefined: the demo library. */
      readonly library: string | undefined;
      /** Exit after the backup instead of serving on. */
      readonly once: boolean;
      /** Show the screens in the person's browser, where there is one. */
      readonly opensBrowser: boolean;
    };

export const HELP = `Sets Keepsake up on this computer and backs a library up to it.

  npm start                            make a demo library, back it up, and show it in the browser until Ctrl-C
  npm start -- --library ~/Pictures    back up a folder of your own instead, to a server of its own
  npm start -- --no-open               only say where the screens are
  npm start -- --once                  exit after the backup, with its exit code (npm run keepsake -- --help lists them)

The server keeps what it is sent in ./data, and that of the demo in ./demo-data. Its environment variables are honoured:
npm run server -- --help

Exit codes, beside those of the backup:
${EXIT_MEANINGS.map(([code, meaning]) => `  ${code}  ${meaning}\n`).join('')}`;

/** Reads the words behind `npm start --`. */
export function parseOptions(words: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        library: { type: 'string' },
        once: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { kind: 'help' };
    if (values.library === '') return { kind: 'invalid', sentence: NEEDS_FOLDER };
    return {
      kind: 'run',
      library: values.library,
      once: values.once ?? false,
      opensBrowser: values['no-open'] !== true,
    };
  } catch (error) {
    return { kind: 'invalid', sentence: sentenceOf(error) };
  }
}

const NEEDS_FOLDER = '--library needs a folder: npm start -- --library ~/Pictures';

/** Node's own words for what it refuses, made plainer. */
function sentenceOf(error: unknown): string {
  const { message = '', code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const word = /'(?:-\w, )?([^' ]+)/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `There is no option ${word}. See npm start -- --help.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return 'A folder of your own is named like this: npm start -- --library ~/Pictures';
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return word === '--library' ? NEEDS_FOLDER : `${word} takes no value. See npm start -- --help.`;
    default:
      return 'The options were not understood. See npm start -- --help.';
  }
}
