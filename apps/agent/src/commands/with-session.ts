import { printable } from '../display/format.ts';
import type { CommandContext } from '../cli/command-context.ts';
import type { LibraryRequest } from '../session/library-choice.ts';
import { openSession, type Session, type SessionOptions } from '../session/open-session.ts';

/** Opens the session of a library for the time of some work, and closes it whatever happens. */
export async function withSession<Result>(
  context: CommandContext,
  request: LibraryRequest,
  work: (session: Session) => Promise<Result>,
  options: SessionOptions = {},
): Promise<Result> {
  const session = await openSession(context.profile, request, options);
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
