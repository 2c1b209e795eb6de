import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../cli/command-error.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { fileStamp } from '../watch/file-stamp.ts';
import { isWatching } from '../watch/watch-lock.ts';
import { printable, shellWord } from '../display/format.ts';
import { cannotKeep } from '../profile/json-file.ts';
import { makeFolder } from '../profile/make-folder.ts';
import { runPrograms } from '../service/run-program.ts';
import {
  AGENT_LABEL,
  launchdPlist,
  systemdUnit,
  UNIT_NAME,
  windowsCommand,
  type ServiceStart,
} from '../service/service-file.ts';
import { chooseLibrary } from '../session/library-choice.ts';
import { requireCredentials } from '../session/require-credentials.ts';

/** How a system is told of a service of one user. */
interface ServiceSystem {
  readonly file: string;
  readonly text: string;
  readonly begin: readonly (readonly string[])[];
  /** Before the file is removed … */
  readonly end: readonly (readonly string[])[];
  /** … and after it. */
  readonly forget: readonly (readonly string[])[];
  /** Where its lines are read, and what else there is to know; whole sentences. */
  readonly hints: readonly string[];
}

/** `keepsake watch --install`: has the system run the watch from now on, whenever the person is signed in. */
export async function installWatch(context: CommandContext): Promise<ExitCode> {
  const { profile, output } = context;
  await requireCredentials(profile);
  await chooseLibrary({ kind: 'named', folders: [] }, profile);
  const system = systemOf(context);
  const isElsewhere = await isWatching(profile);
  const isNew = (await fileStamp(system.file)) === 'none';
  try {
    await makeFolder(dirname(system.file), 0o755);
    await writeFile(system.file, system.text);
  } catch (error) {
    throw cannotKeep(system.file, error);
  }
  const isRunning = await runPrograms(system.begin);
  output.line(`Wrote ${printable(system.file)}`);
  if (!isRunning) {
    output.line('It could not be started from here. To start it, type:');
    for (const words of system.begin) output.line(`  ${words.map(shellWord).join(' ')}`);
  } else output.line('Keepsake watches from now on, and whenever you are signed in to this computer.');
  if (isElsewhere && isNew)
    output.line(
      'A watch runs in another window; the service takes over within a minute after that is stopped.',
    );
  for (const hint of system.hints) output.line(hint);
  return EXIT.ok;
}

/** `keepsake watch --uninstall`: the system runs it no longer. */
export async function uninstallWatch(context: CommandContext): Promise<ExitCode> {
  const { output } = context;
  const system = systemOf(context);
  if ((await fileStamp(system.file)) === 'none') {
    output.line('Keepsake is not installed as a service, so there is nothing to remove.');
    return EXIT.ok;
  }
  const isStopped = await runPrograms(system.end);
  await rm(system.file, { force: true });
  await runPrograms(system.forget);
  output.line(`Removed ${printable(system.file)}`);
  output.line(
    isStopped
      ? 'Nothing is backed up by itself any more.'
      : 'It could not be stopped from here; it runs until you sign out of this computer.',
  );
  return EXIT.ok;
}

function systemOf({ config, program }: CommandContext): ServiceSystem {
  const { homeFolder, programName } = config;
  const start: ServiceStart = { command: [...program, 'watch'], homeFolder, programName };
  const { services } = config;
  switch (services.kind) {
    case 'systemd':
      return {
        file: join(services.folder, UNIT_NAME),
        text: systemdUnit(start),
        begin: [
          ['systemctl', '--user', 'daemon-reload'],
          ['systemctl', '--user', 'enable', UNIT_NAME],
          ['systemctl', '--user', 'restart', UNIT_NAME],
        ],
        end: [['systemctl', '--user', 'disable', '--now', UNIT_NAME]],
        forget: [['systemctl', '--user', 'daemon-reload']],
        hints: [
          'What it says: journalctl --user -u keepsake-watch',
          'To have it run while nobody is signed in, too: loginctl enable-linger',
        ],
      };
    case 'launchd': {
      const file = join(services.folder, `${AGENT_LABEL}.plist`);
      return {
        file,
        text: launchdPlist(start),
        begin: [['launchctl', 'load', '-w', file]],
        end: [['launchctl', 'unload', '-w', file]],
        forget: [],
        hints: [`What it says: ${printable(join(config.homeFolder, 'watch.log'))}`],
      };
    }
    case 'none':
      throw new CommandError(
        `On this system Keepsake makes no service. To have it start when you sign in, type once: ${windowsCommand(start)}`,
      );
  }
}
