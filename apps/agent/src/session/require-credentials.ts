import { typed } from '../cli/command-name.ts';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';
import type { Credentials } from '@keepsake/remote';
import type { Profile } from '../profile/profile.ts';

/** Who is signed in. @throws CommandError when nobody is */
export async function requireCredentials(profile: Profile): Promise<Credentials> {
  const credentials = await profile.readCredentials();
  if (credentials !== undefined) return credentials;
  throw new CommandError(
    `You are not signed in. Begin with: ${typed('login https://your.server')}`,
    EXIT.signIn,
  );
}
