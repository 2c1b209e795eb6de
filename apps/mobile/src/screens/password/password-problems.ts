import { LOGIN_LIMITS, problemOfNewPassword, type NewPasswordProblem } from '../../controller/account.ts';

export const PASSWORD_FIELDS = ['present', 'next', 'again'] as const;

export type PasswordField = (typeof PASSWORD_FIELDS)[number];

/** Why nothing is sent to the server yet. */
export type PasswordProblem =
  | NewPasswordProblem
  /** Not what the new one was. */
  | { readonly kind: 'different' };

/** What is wrong with what was filled in, by its fields. The new one is typed twice: no mail brings it back when it was mistyped. Pure. */
export function passwordProblems({
  present,
  next,
  again,
}: Readonly<Record<PasswordField, string>>): Readonly<Partial<Record<PasswordField, PasswordProblem>>> {
  const ofNext = problemOfNewPassword(present, next);
  const most = LOGIN_LIMITS.most.password;
  return {
    ...(present === '' && { present: { kind: 'blank' } }),
    // No server knows a longer one.
    ...(present.length > most && { present: { kind: 'too-long', most } }),
    ...(ofNext !== undefined && { next: ofNext }),
    ...(again === '' && { again: { kind: 'blank' } }),
    ...(again !== '' && ofNext === undefined && again !== next && { again: { kind: 'different' } }),
  };
}
