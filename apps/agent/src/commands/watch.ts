import { CancelSource } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import type { WatchCommand } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { systemClock } from '../device/system-clock.ts';
import { showOnDesktop } from '../service/desktop-alert.ts';
import { chooseLibrary, withLast } from '../session/library-choice.ts';
import { createWatchLog } from '../watch/watch-log.ts';
import { takeWatchLock } from '../watch/watch-lock.ts';
import { watchLibraries } from '../watch/watch-libraries.ts';
import { installWatch, uninstallWatch } from './watch-service.ts';

/**
 * `keepsake watch`: backs up by itself until it is stopped (B7), the named folders, or every library that was backed up
 * here, also one that joins them meanwhile. What goes wrong on the way is said and waited for.
 */
export async function watch(command: WatchCommand, context: CommandContext): Promise<ExitCode> {
  if (command.service === 'install') return installWatch(context);
  if (command.service === 'uninstall') return uninstallWatch(context);
  const { profile, output, config } = context;
  const named = command.folders.length > 0 ? command.folders : undefined;
  // Nothing to watch, or a name that is none, is said at once.
  const folders = await chooseLibrary({ kind: 'named', folders: command.folders }, profile);
  const lock = await takeWatchLock(profile);
  if (lock === undefined)
    throw new CommandError(
      'Keepsake is watching already, in another window or as a service. This one did nothing.',
      EXIT.alreadyRunning,
    );
  try {
    if (named !== undefined) await profile.changeLibraries((libraries) => withLast(libraries, folders));
    const stop = new CancelSource();
    const stopListening = context.onInterrupt(() => stop.cancel());
    const log = createWatchLog(output, { ...command, isTimed: config.isTimed, now: () => systemClock.now() });
    if (output.isTerminal && !command.json) output.line('Ctrl-C stops the watching; nothing is lost.');
    try {
      const alert = isReadByNobody(context, command) ? showOnDesktop : () => undefined;
      await watchLibraries({ profile, log, clock: systemClock, named: named && folders, alert }, stop);
      log.say({ event: 'stopped' }, 'Stopped.');
    } finally {
      stopListening();
    }
    return EXIT.ok;
  } finally {
    lock.release();
  }
}

/** Whoever started it sees its lines; those of a service go to a journal. */
function isReadByNobody({ config, output }: CommandContext, { json }: WatchCommand): boolean {
  return config.services.kind === 'systemd' && !output.isTerminal && !json;
}
