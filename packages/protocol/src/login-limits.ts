/** What an address has to look like that names a new account. */
export const EMAIL_SHAPE =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** How many characters what a person signs in with may have: the one place that says so, apart from the schemas for who needs no more than that. */
export const LOGIN_LIMITS = {
  /** Of a password that is to be set; one that was set elsewhere may be shorter. */
  leastPassword: 8,
  /** `name`: as of any name that a person gives. */
  most: { name: 1000, email: 320, password: 1024, secret: 1024 },
} as const;

/** Why a password that somebody chose is not sent to the server. */
export type NewPasswordProblem =
  | { readonly kind: 'blank' }
  /** `least`: so many characters there have to be. */
  | { readonly kind: 'too-short'; readonly least: number }
  /** `most`: so many characters there may be. */
  | { readonly kind: 'too-long'; readonly most: number }
  /** It is the present one. A server would take it, and end all other sessions for nothing. */
  | { readonly kind: 'same' };

/** What is wrong with a new password beside the present one; undefined: a server may be asked. Blanks belong to a password. Pure. */
export function problemOfNewPassword(present: string, next: string): NewPasswordProblem | undefined {
  const { leastPassword, most } = LOGIN_LIMITS;
  if (next === '') return { kind: 'blank' };
  if (next.length < leastPassword) return { kind: 'too-short', least: leastPassword };
  if (next.length > most.password) return { kind: 'too-long', most: most.password };
  return next === present ? { kind: 'same' } : undefined;
}
