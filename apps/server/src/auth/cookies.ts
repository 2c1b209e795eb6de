export const ACCESS_TOKEN_COOKIE = 'immich_access_token';

const MAX_AGE_SECONDS = 400 * 24 * 3600;

/** One cookie of a Cookie header, or undefined. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    return pair
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}

/** The three Set-Cookie headers of a login; Immich's app uploads with the first alone. */
export function loginCookies(token: string, isSecure: boolean): string[] {
  const shared = `Path=/; Max-Age=${MAX_AGE_SECONDS}; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return [
    `${ACCESS_TOKEN_COOKIE}=${token}; HttpOnly; ${shared}`,
    `immich_auth_type=password; HttpOnly; ${shared}`,
    `immich_is_authenticated=true; ${shared}`,
  ];
}

/** The Set-Cookie headers that take them back. */
export function logoutCookies(): string[] {
  const names = [ACCESS_TOKEN_COOKIE, 'immich_auth_type', 'immich_is_authenticated'];
  return names.map((name) => `${name}=; Path=/; Max-Age=0; SameSite=Lax`);
}
