import type { SettingsCommand } from '../cli/command.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { printable } from '../display/format.ts';
import { settingLines } from '../display/setting-words.ts';
import { changeSettings } from '../session/change-settings.ts';
import { withSession } from './with-session.ts';

/** `keepsake settings`: changes what was named, and shows how everything is set. */
export async function settings(command: SettingsCommand, context: CommandContext): Promise<ExitCode> {
  const request = { kind: 'named', folders: command.folders } as const;
  return withSession(context, request, async ({ controller, folders }) => {
    const { output } = context;
    await changeSettings(controller, command.settings);
    const current = await controller.readSettings();
    if (command.json) {
      output.line(JSON.stringify({ folders, ...current }));
      return EXIT.ok;
    }
    for (const folder of folders) output.line(printable(folder));
    for (const line of settingLines(current)) output.line(`  ${line}`);
    return EXIT.ok;
  });
}
