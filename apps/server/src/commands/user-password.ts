import { createInterface } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { CommandError } from './command.ts';

/** Where a new password comes from. */
export interface PasswordSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: ReadStream;
  readonly notes: WriteStream;
}

const ENTER = new Set(['\r', '\n']);
const RUBOUT = new Set(['\u007f', '\b']);
/** Ctrl-C and Ctrl-D. */
const LEAVE = new Set(['\u0003', '\u0004']);

/**
 * Takes a new password from KEEPSAKE_PASSWORD, or asks for it twice on the terminal, where it is not shown. Without a
 * terminal it is the first line of the standard input.
 *
 * @throws CommandError usage
 */
export async function readNewPassword({ env, input, notes }: PasswordSource): Promise<string> {
  const given = env['KEEPSAKE_PASSWORD'];
  if (given !== undefined && given !== '') return given;
  if (!input.isTTY) return readPipedLine(input);
  const password = await askSecret(input, notes, 'Password: ');
  if ((await askSecret(input, notes, 'The same again: ')) !== password)
    throw new CommandError('usage', 'The two are not the same; nothing was changed.');
  return password;
}

async function readPipedLine(input: ReadStream): Promise<string> {
  for await (const line of createInterface({ input })) return line;
  throw new CommandError(
    'usage',
    'There is no terminal to ask for the password, and none came on the standard input; set KEEPSAKE_PASSWORD.',
  );
}

async function askSecret(input: ReadStream, notes: WriteStream, question: string): Promise<string> {
  input.setRawMode(true).setEncoding('utf8');
  notes.write(question);
  try {
    return await readRawLine(input);
  } finally {
    input.setRawMode(false).pause();
    notes.write('\n');
  }
}

function readRawLine(input: ReadStream): Promise<string> {
  const typed: string[] = [];
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      input.off('data', onKeys).off('end', leave);
      end();
    };
    const leave = (): void =>
      settle(() => reject(new CommandError('usage', 'No password was given; nothing was changed.')));
    const onKeys = (keys: string): void => {
      for (const key of keys) {
        if (ENTER.has(key)) return settle(() => resolve(typed.join('')));
        if (LEAVE.has(key)) return leave();
        if (RUBOUT.has(key)) typed.pop();
        else typed.push(key);
      }
    };
    input.on('data', onKeys).on('end', leave).resume();
  });
}
