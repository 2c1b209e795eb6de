import { randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a link opens the door, and how many may wait to be opened. */
const LIFE_MS = 10 * 60_000;
const MOST = 20;

/** A browser keeps its key for so long after it was last here. */
const COOKIE_DAYS = 30;

/**
 * Lets a browser in: by a link that opens once, for the key in a cookie that no script can read. The link is seen by others on
 * this computer, in the list of processes, and stays in histories; so it is worth nothing afterwards.
 */
export class Entrance {
  readonly #key: string;
  readonly #now: () => number;
  readonly #links = new Map<string, number>();

  constructor(key: string, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  /** The last part of a link that opens once. */
  makeLink(): string {
    const [oldest] = this.#links.keys();
    if (this.#links.size >= MOST && oldest !== undefined) this.#links.delete(oldest);
    const link = randomBytes(24).toString('base64url');
    this.#links.set(link, this.#now() + LIFE_MS);
    return link;
  }

  /** Whether the link opens; from now on it does not. */
  use(link: string): boolean {
    const untilMs = this.#links.get(link);
    this.#links.delete(link);
    return untilMs !== undefined && untilMs > this.#now();
  }

  /** Whether this is the key, however it came here. */
  isKey(given: string | undefined): boolean {
    if (given === undefined) return false;
    const [a, b] = [Buffer.from(given), Buffer.from(this.#key)];
    return a.length === b.length && timingSafeEqual(a, b);
  }

  /**
   * The cookie for the agent at a port. Its name has the port, because browsers keep the cookies of all ports together; only
   * the local API gets it.
   */
  cookieFor(port: number): string {
    const seconds = COOKIE_DAYS * 86_400;
    return `${cookieName(port)}=${this.#key}; Path=/local/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
  }
}

/** What a request's cookies say for the agent at a port. */
export function keyInCookies(header: string | undefined, port: number): string | undefined {
  const name = `${cookieName(port)}=`;
  const found = header?.split(';').find((cookie) => cookie.trim().startsWith(name));
  return found?.trim().slice(name.length);
}

const cookieName = (port: number): string => `keepsake-${port}`;
