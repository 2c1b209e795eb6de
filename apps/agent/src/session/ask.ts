import { createInterface } from 'node:readline/promises';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';

/** Asks a person, or the script in their place. What is no answer is thrown as a `CommandError`: Ctrl-C, and the end of the input. */
export interface Questions {
  /** Asks on a terminal. Without one, takes the next line of the standard input; where there is none, `missing` is what is said. */
  ask(question: string, missing?: string): Promise<string>;
  /** The same for a secret, which is not shown as it is typed. */
  askSecret(question: string, missing?: string): Promise<string>;
  /** Lets go of the standard input. */
  close(): void;
}

/**
 * Opens the standard input for questions; to be closed. Questions go to `output`.
 *
 * One reader serves all questions, because a reader takes more from a pipe than the line it answers with.
 */
export function openQuestions(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Questions {
  return input.isTTY ? terminalQuestions(input, output) : pipedAnswers(input);
}

const nothingEntered = (): CommandError => new CommandError('Nothing was entered, so nothing was done.');
const interrupted = (): CommandError => new CommandError('Stopped. Nothing was done.', EXIT.interrupted);

function pipedAnswers(input: NodeJS.ReadStream): Questions {
  const reader = createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  const next = async (_question: string, missing?: string): Promise<string> => {
    const { value, done } = await lines.next();
    if (done !== true) return value;
    throw new CommandError(missing ?? 'An answer was expected on the standard input, but it ended.');
  };
  // Blanks belong to a password.
  return {
    ask: async (...asked) => (await next(...asked)).trim(),
    askSecret: next,
    close: () => reader.close(),
  };
}

function terminalQuestions(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Questions {
  return {
    async ask(question) {
      const reader = createInterface({ input, output });
      const gone = new Promise<never>((_resolve, reject) => {
        reader.once('SIGINT', () => reject(interrupted())).once('close', () => reject(nothingEntered()));
      });
      try {
        return (await Promise.race([reader.question(question), gone])).trim();
      } catch (error) {
        // The cursor is still behind the question.
        output.write('\n');
        throw error;
      } finally {
        reader.close();
      }
    },
    async askSecret(question) {
      input.setRawMode(true);
      input.setEncoding('utf8');
      output.write(question);
      try {
        return await readRawLine(input);
      } finally {
        input.setRawMode(false);
        input.pause();
        output.write('\n');
      }
    },
    close: () => input.pause(),
  };
}

const CTRL_C = '\u0003';
/** The end of the input, on an empty line; elsewhere nothing. */
const CTRL_D = '\u0004';

/** Reads what is typed, key by key, up to the end of the line. */
async function readRawLine(input: NodeJS.ReadStream): Promise<string> {
  const typed: string[] = [];
  return new Promise((resolve, reject) => {
    const settle = (how: () => void): void => {
      input.off('data', onKeys).off('end', onEnd);
      how();
    };
    const onEnd = (): void => settle(() => reject(nothingEntered()));
    const onKeys = (keys: string): void => {
      for (const key of keys) {
        if (key === '\r' || key === '\n') return settle(() => resolve(typed.join('')));
        if (key === CTRL_C) return settle(() => reject(interrupted()));
        if (key === CTRL_D && typed.length === 0) return settle(() => reject(nothingEntered()));
        if (key === CTRL_D) continue;
        if (key === '\u007f' || key === '\b') typed.pop();
        else typed.push(key);
      }
    };
    input.on('data', onKeys).on('end', onEnd);
    // A question before this one left it paused.
    input.resume();
  });
}
