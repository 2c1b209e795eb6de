import type { Watched } from './watched.ts';

/** Whether what runs the backup can be reached from this screen. On a phone it is the app itself: always connected. */
export type LinkState =
  /** For the first time; the screen shows that it loads. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** It was there and is not now. It is tried again by itself; what the screen shows is of `sinceMs`. */
  | { readonly kind: 'lost'; readonly sinceMs: number }
  /** It is there and does not know this page: opened without its key, or an old page. Only opening it anew helps; it is asked no more by itself. */
  | { readonly kind: 'refused' };

/** The way to the backup. */
export interface AgentLink {
  readonly state: Watched<LinkState>;
  /**
   * Counts the times that what was asked before may be answered otherwise, since another page changed a setting or a choice. On
   * a phone there is no other page.
   */
  readonly changes: Watched<number>;
  /** Tries now instead of in a while. */
  retry(): void;
}

/** The agent is there and does not take what was asked: one of its limits, or it is of another version. For a person it is said in the screen's own words. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
}

/** What every other method is rejected with while the link is lost. Screens need not say it: the frame does. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost';
}
