import { EMAIL_SHAPE, LOGIN_LIMITS } from '../../controller/account.ts';

export type LoginField = 'name' | 'email' | 'password' | 'secret';

/** Why something is not sent as it is. */
export type LoginProblem =
  /** Nothing is filled in, or nothing that can be an address. */
  | { readonly kind: 'blank' }
  /** `least`: so many characters there have to be. */
  | { readonly kind: 'too-short'; readonly least: number }
  /** `most`: so many characters there may be. */
  | { readonly kind: 'too-long'; readonly most: number };

/** What is longer, no server takes. */
const { leastPassword: least, most }: { leastPassword: number; most: Readonly<Record<LoginField, number>> } =
  LOGIN_LIMITS;

const FIELDS = {
  'first-account': ['name', 'email', 'password'],
  password: ['email', 'password'],
  'api-key': ['secret'],
} as const satisfies Record<string, readonly LoginField[]>;

/** What is wrong with what was filled in for one way to sign in, by its fields. Pure. */
export function problemsOf(
  way: keyof typeof FIELDS,
  filled: Readonly<Record<LoginField, string>>,
): Readonly<Partial<Record<LoginField, LoginProblem>>> {
  const found = FIELDS[way].map((field) => [field, problemOf(way, field, filled[field])] as const);
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}

function problemOf(way: keyof typeof FIELDS, field: LoginField, text: string): LoginProblem | undefined {
  // Blanks belong to a password.
  const sent = field === 'password' ? text : text.trim();
  if (sent === '' || (field === 'email' && !shapeOfEmail(way).test(sent))) return { kind: 'blank' };
  if (sent.length > most[field]) return { kind: 'too-long', most: most[field] };
  const isToBeSet = way === 'first-account' && field === 'password';
  return isToBeSet && sent.length < least ? { kind: 'too-short', least } : undefined;
}

/** One that has an account somewhere may look as its server allowed. */
const shapeOfEmail = (way: keyof typeof FIELDS): RegExp =>
  way === 'first-account' ? EMAIL_SHAPE : /^\S+@\S+$/;
