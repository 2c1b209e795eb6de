import manifest from '../package.json' with { type: 'json' };
import { BackupError } from '@keepsake/engine';
import { CommandError } from './cli/command-error.ts';
import { nameProgram } from './cli/command-name.ts';
import { EXIT, exitCodeOf, type ExitCode } from './cli/exit-codes.ts';
import { helpText } from './cli/help.ts';
import { processOutput } from './cli/output.ts';
import type { Command } from './cli/command.ts';
import { parseCommand } from './cli/parse-command.ts';
import { splitHome } from './cli/split-home.ts';
import { runCommand } from './cli/run-command.ts';
import { startingFolder } from './cli/starting-folder.ts';
import { readConfig } from './config.ts';
import {
  STOPPED_BACKUP,
  STOPPED_COMMAND,
  STOPPED_COMPARISON,
  STOPPED_RESTORE,
  stopSentence,
  type Stopped,
} from './display/words.ts';
import { openProfile } from './profile/profile.ts';

/** What a person begins with; all else is for whoever is signed in. */
const BEGINNERS: ReadonlySet<string> = new Set(['login', 'ui', 'watch']);

/** How commands are told of that were stopped; any other as {@link STOPPED_COMMAND}. */
const STOPPED: Partial<Record<Command['kind'], Stopped>> = {
  backup: STOPPED_BACKUP,
  retry: STOPPED_BACKUP,
  'upload-again': STOPPED_BACKUP,
  restore: STOPPED_RESTORE,
  verify: STOPPED_COMPARISON,
};

/**
 * Does what the words of the command line ask for, and answers with the exit code.
 *
 * @param file what a person starts, for services that start it again
 */
export async function runProgram(
  environment: Readonly<Record<string, string | undefined>>,
  file: string,
): Promise<ExitCode> {
  // SQLite takes no mode for the files that it makes; what is in them is for their owner alone.
  const usualUmask = process.umask(0o077);
  goToStart(environment);
  const { homeFolder, words } = splitHome(process.argv.slice(2));
  const config = readConfig(environment, process.platform, homeFolder);
  nameProgram(config.programName);
  const output = processOutput(process.stdout, process.stderr, config.usesColour);
  let stopped = STOPPED_COMMAND;
  try {
    const command = parseCommand(words);
    stopped = STOPPED[command.kind] ?? STOPPED_COMMAND;
    // These must work where not even a folder can be made.
    if (command.kind === 'help' || command.kind === 'version') {
      output.line(command.kind === 'help' ? helpText() : manifest.version);
      return EXIT.ok;
    }
    return await runCommand(command, {
      config,
      output,
      profile: await openProfile(config.homeFolder, { mayBegin: BEGINNERS.has(command.kind) }),
      program: [process.execPath, ...process.execArgv, file],
      input: process.stdin,
      prompts: process.stderr,
      usualUmask,
      onInterrupt(callback) {
        process.once('SIGINT', callback).once('SIGTERM', callback);
        return () => process.off('SIGINT', callback).off('SIGTERM', callback);
      },
    });
  } catch (error) {
    if (error instanceof CommandError) {
      output.note(error.message);
      return error.exitCode;
    }
    if (error instanceof BackupError) {
      output.note(stopSentence(error.code, error.message, stopped));
      return exitCodeOf(error.code);
    }
    output.note(
      `Keepsake has a fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return EXIT.internal;
  }
}

/** What is named by a person is meant from where they are. */
function goToStart(environment: Readonly<Record<string, string | undefined>>): void {
  const folder = startingFolder(environment);
  if (folder === undefined) return;
  try {
    process.chdir(folder);
  } catch {
    // It is gone, or not theirs to enter: names are meant from here then.
  }
}
