import { networkInterfaces } from 'node:os';
import { COMMANDS } from './commands/commands.ts';
import { runCommand } from './commands/run-command.ts';
import { parseConfig } from './config.ts';
import { EXIT_CODES, StartupError } from './errors/startup-error.ts';
import { helpText } from './help.ts';
import { openServer, type OpenServer } from './open-server.ts';
import { whoReaches } from './who-reaches.ts';

const SECOND_SIGNAL_EXIT_CODE = 130;

async function main(args: readonly string[]): Promise<void> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined && (args.includes('--help') || args.includes('-h'))) {
    process.stdout.write(helpText());
    return;
  }
  if (command === undefined && args.length > 0)
    return fail(EXIT_CODES.usage, `"${name}" is neither a command nor an option; try --help.`);
  const parsed = parseConfig(process.env);
  if (parsed.kind === 'invalid') return fail(EXIT_CODES.usage, parsed.sentence);
  const { config } = parsed;

  // Before anything is made: photos and accounts are for this user alone, also in a folder that others may read.
  process.umask(0o077);
  if (command !== undefined) {
    const { env, stdin: input, stdout: output, stderr: notes } = process;
    process.exitCode = await runCommand(command, { args: rest, config, env, input, output, notes });
    return;
  }
  const opening = openServer(config);
  stopOnSignal(opening);
  const server = await opening;
  const { host } = config;
  const reach = whoReaches({ host, port: Number(new URL(server.url).port || 80) }, networkInterfaces());
  process.stdout.write(`Keepsake server is listening on ${server.url}\n${reach}`);
}

/** A signal that comes while the server is opening stops it as soon as it is open. A second one does not wait. */
function stopOnSignal(opening: Promise<OpenServer>): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(SECOND_SIGNAL_EXIT_CODE);
    isStopping = true;
    opening
      .then((server) => server.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          // Why it could not open is said where that is awaited.
          if (!(error instanceof StartupError))
            fail(1, `The server could not stop cleanly: ${String(error)}`);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(exitCode: number, sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof StartupError) fail(error.exitCode, error.message);
  throw error;
});
