/** The signed-in user as every request reads it afresh. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  /** The user's folder below `originals/`. */
  readonly label: string;
  readonly quotaBytes: number | null;
  readonly usageBytes: number;
  /** The password was chosen by somebody else. */
  readonly shouldChangePassword: boolean;
  readonly isDisabled: boolean;
  /** When the removal was asked for; null: it was not. */
  readonly removedAt: string | null;
  /** From when on nothing can be restored; null: nothing is being removed. */
  readonly purgeAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Who makes a request, and by what right. */
export type Caller =
  | {
      readonly kind: 'session';
      readonly user: User;
      readonly sessionId: string;
      /** The last use that is on record. */
      readonly usedAt: string;
    }
  | { readonly kind: 'api-key'; readonly user: User; readonly key: ApiKey };

/** Whether a caller may do what needs this permission: a session may do all, a key what it was made for. */
export function mayDo(caller: Caller, permission: string): boolean {
  if (caller.kind === 'session') return true;
  const { permissions } = caller.key;
  return permissions.includes('all') || permissions.includes(permission);
}
