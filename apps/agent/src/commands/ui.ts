import { join } from 'node:path';
import { CommandError } from '../cli/command-error.ts';
import type { UiCommand } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { takeFileLock } from '../device/file-lock.ts';
import { openUiNotes } from '../ui/host/ui-note.ts';
import { openBrowser } from '../ui/open-browser.ts';
import { linkOfRunning } from '../ui/open-running.ts';
import type { serveScreens } from '../ui/serve-screens.ts';

/**
 * `keepsake ui`: shows Keepsake in the browser until Ctrl-C, which loses nothing. Where it runs already, that one is
 * shown.
 */
export async function ui(command: UiCommand, context: CommandContext): Promise<ExitCode> {
  const { config, output } = context;
  const lock = await takeFileLock(join(config.homeFolder, 'ui.lock'));
  if (lock === undefined) {
    const link = await linkOfRunning(config.homeFolder);
    if (link === undefined)
      throw new CommandError(
        'Keepsake is running already, but does not answer. Try again in a moment.',
        EXIT.alreadyRunning,
      );
    output.line(`Keepsake is running already: ${link}`);
    show(link, command, context);
    return EXIT.ok;
  }
  try {
    const interruption = new AbortController();
    const interrupted = new Promise<void>((resolve) => {
      context.onInterrupt(() => {
        interruption.abort();
        resolve();
      });
    });
    if (!(await prepare(context, interruption.signal))) return EXIT.interrupted;
    const screens = await open(command, context);
    const link = screens.makeLink();
    output.line(`Keepsake is open at ${link} (once; Ctrl-C ends it)`);
    show(link, command, context);
    await interrupted;
    await screens.close();
    return EXIT.ok;
  } finally {
    lock.release();
  }
}

/** Builds the screens, once, where that is to be done. False: that was interrupted. */
async function prepare({ config, output }: CommandContext, signal: AbortSignal): Promise<boolean> {
  const { screens } = config;
  if (screens.kind === 'named') return true;
  const { prepareScreens } = await import('../ui/screens-build/prepare-screens.ts');
  return prepareScreens({
    houseFolder: screens.houseFolder,
    screensFolder: screens.folder,
    environment: screens.environment,
    onBuild: () => output.line('Preparing the screens, about a minute, this once…'),
    signal,
  });
}

async function open(
  { port }: UiCommand,
  { config, profile }: CommandContext,
): Promise<Awaited<ReturnType<typeof serveScreens>>> {
  const { homeFolder, screens, conditionsFile } = config;
  // What other commands do not need they need not load.
  const { serveScreens: serve } = await import('../ui/serve-screens.ts');
  try {
    return await serve({
      profile,
      notes: await openUiNotes(homeFolder),
      homeFolder,
      webRoot: screens.folder,
      conditionsFile,
      port,
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new CommandError(
      `Port ${port ?? ''} cannot be used: ${code === 'EACCES' ? 'it is reserved' : 'another program has it'}. Name another one with --port, or leave it out.`,
    );
  }
}

function show(link: string, { opensBrowser }: UiCommand, { config }: CommandContext): void {
  if (opensBrowser && config.hasBrowser) openBrowser(link, process.platform);
}
