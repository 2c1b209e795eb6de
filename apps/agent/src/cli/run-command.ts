import { albums } from '../commands/albums.ts';
import { backup } from '../commands/backup.ts';
import { failed } from '../commands/failed.ts';
import { login } from '../commands/login.ts';
import { logout } from '../commands/logout.ts';
import { password } from '../commands/password.ts';
import { retry } from '../commands/retry.ts';
import { restore } from '../commands/restore.ts';
import { settings } from '../commands/settings.ts';
import { status } from '../commands/status.ts';
import { ui } from '../commands/ui.ts';
import { uploadAgain } from '../commands/upload-again.ts';
import { verify } from '../commands/verify.ts';
import { watch } from '../commands/watch.ts';
import { why } from '../commands/why.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './command-context.ts';
import type { ExitCode } from './exit-codes.ts';

/** Does what was asked for and answers with the exit code. */
export async function runCommand(
  command: Exclude<Command, { kind: 'help' | 'version' }>,
  context: CommandContext,
): Promise<ExitCode> {
  switch (command.kind) {
    case 'login':
      return login(command, context);
    case 'logout':
      return logout(context);
    case 'password':
      return password(context);
    case 'backup':
      return backup(command, context);
    case 'status':
      return status(command, context);
    case 'failed':
      return failed(command, context);
    case 'retry':
      return retry(command, context);
    case 'why':
      return why(command, context);
    case 'albums':
      return albums(command, context);
    case 'upload-again':
      return uploadAgain(command, context);
    case 'verify':
      return verify(command, context);
    case 'watch':
      return watch(command, context);
    case 'settings':
      return settings(command, context);
    case 'restore':
      return restore(command, context);
    case 'ui':
      return ui(command, context);
  }
}
