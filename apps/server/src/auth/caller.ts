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
  | { readonly kind: 'session'; readonly user: User; readonly sessionId: string }
  | { readonly kind: 'api-key'; readonly user: User; readonly key: ApiKey };

/** Whether a caller may do what needs this permission: a session may do all, a key what it was made for. */
export function mayDo(caller: Caller, permission: string): boolean {
  if (caller.kind === 'session') return true;
  const { permissions } = caller.key;
  return permissions.includes('all') || permissions.includes(permission);
}
