import { printable } from '../display/format.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { openSession, type Session } from '../session/open-session.ts';

/** Opens the session of the named folders for the time of some work, and closes it whatever happens. */
export async function withSession<Result>(
  context: CommandContext,
  folders: readonly string[],
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(context.profile, folders);
  try {
    if (session.setAsideLedger !== undefined) {
      context.output.note(
        `Keepsake’s notes about this library were damaged. They were moved to ${printable(session.setAsideLedger)} and are made anew; no photo is lost and none is sent twice.`,
      );
    }
    return await work(session);
  } finally {
    await session.close();
  }
}
