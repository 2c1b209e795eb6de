import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';

/** `keepsake logout`: forgets the sign-in on this computer; the ledgers stay. */
export async function logout({ profile, output }: CommandContext): Promise<ExitCode> {
  await profile.forgetCredentials();
  output.line('Signed out.');
  return EXIT.ok;
}
