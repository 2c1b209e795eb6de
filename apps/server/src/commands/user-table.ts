import type { User } from '../auth/caller.ts';
import { statusOf } from '../accounts/user-status.ts';
import { printable } from './printable.ts';
import { quotaText } from './user-quota.ts';

const HEAD = ['E-MAIL', 'NAME', 'ROLE', 'STATUS', 'USED', 'QUOTA'];

/** Users as lines of aligned columns. */
export function userTable(users: readonly User[], now: Date): string {
  if (users.length === 0) return 'There are no users yet.';
  const rows = [HEAD, ...users.map((user) => cellsOf(user, now).map(printable))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf(user: User, now: Date): string[] {
  return [
    user.email,
    user.name,
    user.isAdmin ? 'administrator' : 'user',
    statusText(user, now),
    quotaText(user.usageBytes),
    quotaText(user.quotaBytes),
  ];
}

function statusText(user: User, now: Date): string {
  switch (statusOf(user, now)) {
    case 'active':
      return user.isDisabled ? 'disabled' : 'active';
    case 'removing':
      return `removed, restorable until ${minuteText(user.purgeAt)}`;
    case 'deleted':
      return 'being deleted';
  }
}

/** A time for people; empty when there is none. */
export function minuteText(at: string | null): string {
  return at === null ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
