import { createInterface } from 'node:readline/promises';
import { CommandError } from '../cli/command-error.ts';

/** Asks a question on a terminal. Without one, reads the next line of the standard input. */
export async function ask(
  question: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<string> {
  if (input.isTTY) output.write(question);
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line.trim();
  } finally {
    lines.close();
  }
  throw new CommandError('An answer was expected on the standard input, but it ended.');
}

/** Asks for a secret, which is not shown as it is typed. */
export async function askSecret(
  question: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<string> {
  if (!input.isTTY) return ask(question, input, output);
  output.write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  try {
    return await readRawLine(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}

async function readRawLine(input: NodeJS.ReadStream): Promise<string> {
  let typed = '';
  for await (const chunk of input.iterator({ destroyOnReturn: false })) {
    for (const key of chunk as string) {
      if (key === '\r' || key === '\n') return typed;
      if (key === '\u0003' || key === '\u0004') throw new CommandError('Nothing was entered.');
      if (key === '\u007f' || key === '\b') typed = typed.slice(0, -1);
      else typed += key;
    }
  }
  return typed;
}
