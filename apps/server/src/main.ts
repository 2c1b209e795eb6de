import { parseConfig } from './config.ts';
import { EXIT_CODES, StartupError } from './errors/startup-error.ts';
import { helpText } from './help.ts';
import { openServer, type OpenServer } from './open-server.ts';

const SECOND_SIGNAL_EXIT_CODE = 130;

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpText());
    return;
  }
  if (args.length > 0) return fail(EXIT_CODES.usage, `"${args[0]}" is not an option; try --help.`);
  const parsed = parseConfig(process.env);
  if (parsed.kind === 'invalid') return fail(EXIT_CODES.usage, parsed.sentence);

  // Before anything is made: photos and accounts are for this user alone, also in a folder that others may read.
  process.umask(0o077);
  const opening = openServer(parsed.config);
  stopOnSignal(opening);
  const server = await opening;
  process.stdout.write(`Keepsake server is listening on ${server.url}\n`);
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
