import { randomUUID } from 'node:crypto';
import { routes } from '@keepsake/protocol';
import { changeAccount, type AccountChanges } from '../accounts/change-account.ts';
import { findAccountByEmail, listAccounts } from '../accounts/find-accounts.ts';
import { removeAccount, restoreAccount } from '../accounts/remove-account.ts';
import { addUser, isSetUp, requireFreeEmail } from '../auth/accounts.ts';
import type { User } from '../auth/caller.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/open-database.ts';
import { CommandError } from './command.ts';
import type { ActionArguments, GivenArguments } from './user-arguments.ts';
import { readNewPassword, type PasswordSource } from './user-password.ts';
import { quotaText } from './user-quota.ts';
import { minuteText, userTable } from './user-table.ts';

interface ActionDeps extends PasswordSource {
  readonly db: Database;
  readonly config: Config;
  readonly now: () => Date;
}

interface UserAction extends ActionArguments {
  readonly meaning: string;
  /** Resolves with what is said on the standard output. */
  readonly run: (deps: ActionDeps, given: GivenArguments) => Promise<string>;
}

/** What `npm run server -- user NAME …` can do. */
export const USER_ACTIONS: Readonly<Record<string, UserAction>> = {
  list: {
    usage: '',
    words: [],
    meaning: 'all users, with what they use',
    run: async ({ db, now }) => userTable(await listAccounts(db), now()),
  },
  add: {
    usage: 'EMAIL [--name NAME] [--admin] [--quota SIZE]',
    words: ['email'],
    describesAccount: true,
    meaning: 'create a user; apps ask them to choose another password',
    run: add,
  },
  quota: {
    usage: 'EMAIL SIZE|none',
    words: ['email', 'size'],
    meaning: 'how much a user may keep',
    run: async (deps, given) => {
      const user = await change(deps, given.email, { quotaBytes: given.quotaBytes });
      return `The quota of ${user.email} is ${quotaText(user.quotaBytes)} now.`;
    },
  },
  password: {
    usage: 'EMAIL',
    words: ['email'],
    meaning: 'set a password; ends all sessions of the user',
    run: async (deps, given) => {
      await find(deps, given.email);
      const password = checked('password', await readNewPassword(deps));
      const user = await change(deps, given.email, { password, shouldChangePassword: true });
      return `The password of ${user.email} is set, and all sessions are ended.`;
    },
  },
  disable: {
    usage: 'EMAIL',
    words: ['email'],
    meaning: 'refuse a user from now on; nothing is deleted',
    run: async (deps, given) => {
      const user = await change(deps, given.email, { isDisabled: true });
      return `${user.email} is disabled.`;
    },
  },
  enable: {
    usage: 'EMAIL',
    words: ['email'],
    meaning: 'let a disabled user in again',
    run: async (deps, given) => {
      await findUnlessRemoved(deps, given.email);
      const user = await change(deps, given.email, { isDisabled: false });
      return `${user.email} is enabled.`;
    },
  },
  promote: {
    usage: 'EMAIL',
    words: ['email'],
    meaning: 'make a user an administrator',
    run: async (deps, given) => {
      await findUnlessRemoved(deps, given.email);
      const user = await change(deps, given.email, { isAdmin: true });
      return `${user.email} is an administrator${stillDisabled(user)}.`;
    },
  },
  demote: {
    usage: 'EMAIL',
    words: ['email'],
    meaning: 'make an administrator an ordinary user',
    run: async (deps, given) => {
      const user = await change(deps, given.email, { isAdmin: false });
      return `${user.email} is an ordinary user.`;
    },
  },
  remove: {
    usage: 'EMAIL',
    words: ['email'],
    meaning: 'refuse a user, and delete everything of the user after a delay',
    run: async (deps, given) => {
      const { id } = await find(deps, given.email);
      const user = found(await removeAccount(deps, id, deps.config.userDeleteDelayMs), given.email);
      return `${user.email} is removed; it can be restored until ${minuteText(user.purgeAt)}, then everything is deleted.`;
    },
  },
  restore: {
    usage: 'EMAIL',
    words: ['email'],
    meaning: 'undo a removal',
    run: async (deps, given) => {
      const { id, email, removedAt } = await find(deps, given.email);
      if (removedAt === null)
        throw new CommandError('refused', `${email} is not being removed; nothing was changed.`);
      const user = found(await restoreAccount(deps, id), given.email);
      return `${user.email} is restored${stillDisabled(user)}.`;
    },
  },
};

async function add(deps: ActionDeps, given: GivenArguments): Promise<string> {
  const email = checked('email', given.email);
  const name = checked('name', (given.name ?? email.split('@')[0])?.trim());
  if (!given.isAdmin && !(await isSetUp(deps.db)))
    throw new CommandError('refused', 'The first user must be an administrator; add --admin.');
  // Asked again in the transaction; here so that nobody thinks of a password in vain.
  await requireFreeEmail(deps.db, email);
  const password = checked('password', await readNewPassword(deps));
  const user = await addUser(
    { ...deps, newId: randomUUID, defaultQuotaBytes: deps.config.defaultQuotaBytes },
    {
      email,
      name,
      password,
      isAdmin: given.isAdmin,
      shouldChangePassword: true,
      ...(given.quotaBytes !== undefined && { quotaBytes: given.quotaBytes }),
    },
  );
  return `${user.email} is added${user.isAdmin ? ' as an administrator' : ''}.`;
}

async function change(deps: ActionDeps, email: string, changes: AccountChanges): Promise<User> {
  const { id } = await find(deps, email);
  return found(await changeAccount(deps, id, changes), email);
}

async function find({ db }: ActionDeps, email: string): Promise<User> {
  return found(await findAccountByEmail(db, email), email);
}

/** A removed user stays shut out whatever else is changed, so what lets a user do more would not be so. */
async function findUnlessRemoved(deps: ActionDeps, email: string): Promise<void> {
  const user = await find(deps, email);
  if (user.removedAt !== null)
    throw new CommandError('refused', `${user.email} is being removed; restore the user first.`);
}

function stillDisabled(user: User): string {
  return user.isDisabled ? ', and still disabled' : '';
}

function found(user: User | undefined, email: string): User {
  if (user === undefined) throw new CommandError('not-found', `There is no user with the address ${email}.`);
  return user;
}

const RULES = {
  email: 'is not an e-mail address',
  name: 'is not a name: it has 1 to 1,000 characters',
  password: 'The password must have 8 to 1,024 characters; nothing was changed.',
} as const;

/** Holds a value against the very schema that the API does. */
function checked(field: keyof typeof RULES, value: string | undefined): string {
  const parsed = routes.createUser.body.shape[field].safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CommandError(
    'usage',
    field === 'password' ? RULES.password : `"${value ?? ''}" ${RULES[field]}.`,
  );
}
