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
  npm start -- --library ~/Pictures    back up a folder of your own instead
  npm start -- --no-open               only say where the screens are
  npm start -- --once                  exit after the backup, with its exit code (npm run keepsake -- --help lists them)

The server's environment variables are honoured: npm run server -- --help

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
    if (values.library === '') return { kind: 'invalid', sentence: '--library needs a folder.' };
    return {
      kind: 'run',
      library: values.library,
      once: values.once ?? false,
      opensBrowser: values['no-open'] !== true,
    };
  } catch (error) {
    const [sentence] =
      error instanceof Error ? error.message.split('. ') : ['The options were not understood'];
    return { kind: 'invalid', sentence: `${sentence}. See npm start -- --help.` };
  }
}
