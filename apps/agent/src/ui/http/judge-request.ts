import { typed } from '../../cli/command-name.ts';

/** What there is to judge a request by, before anything of it is read. */
export interface RequestHead {
  readonly method: string;
  readonly isLocalApi: boolean;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly contentType: string | undefined;
  readonly hasKey: boolean;
}

export type Judgement =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'refused'; readonly status: 401 | 403 | 405 | 415 | 421; readonly message: string };

const refused = (status: (Judgement & { kind: 'refused' })['status'], message: string): Judgement => ({
  kind: 'refused',
  status,
  message,
});

/**
 * Whether a request may come in. Pure.
 *
 * The Host must be ours: a page of another name that was made to lead to this machine (DNS rebinding) calls it by that name. What asks
 * for the local API must come from our own page: another page on this machine, even on another port, is the same site to
 * a browser, so its cookie comes along; its origin is another one. And it must have the key.
 */
export function judgeRequest(head: RequestHead, port: number): Judgement {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (head.host === undefined || !hosts.includes(head.host.toLowerCase())) {
    return refused(421, `This is Keepsake on your computer. Open it with: ${typed('ui')}`);
  }
  if (!head.isLocalApi) {
    return head.method === 'GET' || head.method === 'HEAD'
      ? { kind: 'welcome' }
      : refused(405, 'Only GET is answered here.');
  }
  const isReading = head.method === 'GET';
  if (!isReading && head.method !== 'POST') return refused(405, 'Only GET and POST are answered here.');
  const isOurs = head.origin === `http://${head.host.toLowerCase()}`;
  if (head.origin !== undefined && !isOurs) return refused(403, 'This request came from another page.');
  if (head.fetchSite !== undefined && head.fetchSite !== 'same-origin') {
    return refused(403, 'This request came from another page.');
  }
  if (!isReading && !isOurs && head.fetchSite === undefined) {
    return refused(403, 'This request does not say where it came from.');
  }
  if (!isReading && !/^application\/json\s*(?:;|$)/i.test(head.contentType ?? '')) {
    return refused(415, 'A call is JSON.');
  }
  if (!head.hasKey) return refused(401, `Open Keepsake with: ${typed('ui')}`);
  return { kind: 'welcome' };
}
