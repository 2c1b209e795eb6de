import { Cancelled, CancelSource } from '@keepsake/engine';
import {
  asKeepsake,
  FakeImmichServer,
  openScriptedServer,
  sendJson,
  type ServerScript,
} from '@keepsake/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changePassword, type PasswordChange } from './change-password.ts';
import { readAccount } from './read-account.ts';
import { API_KEY, listen, live, transport } from './testing/remote-under-test.ts';

const WORDS = { password: 'correct horse', newPassword: 'another horse' };
const SESSION = { kind: 'session', token: 'token' } as const;

async function changeAt(script: ServerScript, words = WORDS): Promise<PasswordChange> {
  const serverUrl = await listen(asKeepsake(script));
  return changePassword({ transport, serverUrl, credential: SESSION }, words, live());
}

describe('changing a password', () => {
  it('sends both words in the body of one request, and neither in an address or a header', async () => {
    const seen: string[] = [];
    const bodies: unknown[] = [];
    const outcome = await changeAt((request, response, body) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${JSON.stringify(request.rawHeaders)}`);
      bodies.push(JSON.parse(body.toString()));
      sendJson(response, 200, {});
    });
    expect(outcome).toEqual({ kind: 'changed', hasEndedOthers: true });
    expect(bodies).toEqual([{ ...WORDS, invalidateSessions: true }]);
    expect(seen).toHaveLength(1);
    expect(seen.join()).toMatch(/^POST \/api\/auth\/change-password .*Bearer token/);
    expect(seen.join()).not.toContain('horse');
  });

  it.each<[string, number, unknown, PasswordChange]>([
    ['Keepsake', 400, refusal('bad-request', 'The current password is wrong.'), { kind: 'wrong-password' }],
    ['Immich', 400, { message: 'Wrong password', statusCode: 400 }, { kind: 'wrong-password' }],
    ['an ended session', 401, refusal('unauthorized', 'Sign in.'), { kind: 'signed-out' }],
    ['a weak key', 403, refusal('forbidden', 'No.'), { kind: 'not-allowed' }],
    ['an old server', 404, { message: 'Cannot POST' }, { kind: 'not-offered' }],
    [
      'another change at this moment',
      409,
      refusal('conflict', 'Changed just now'),
      { kind: 'refused', detail: 'The server says: Changed just now (409)' },
    ],
    [
      'rules of another server',
      400,
      { message: ['newPassword is too common'] },
      { kind: 'refused', detail: 'The server says: newPassword is too common (400)' },
    ],
    ['a server in trouble', 500, refusal('internal', 'x'), { kind: 'unanswered', isUnchanged: false }],
    ['a proxy', 502, '<html>Bad gateway</html>', { kind: 'unanswered', isUnchanged: false }],
  ])('[E1] understands %s', async (_who, status, answer, outcome) => {
    expect(await changeAt((_request, response) => sendJson(response, status, answer))).toEqual(outcome);
  });

  it('[E1] says how long nobody may try', async () => {
    const outcome = await changeAt((_request, response) => {
      response.setHeader('retry-after', '30');
      sendJson(response, 429, refusal('too-many-requests', 'Wait.'));
    });
    expect(outcome).toEqual({ kind: 'too-many-tries', retryAfterMs: 30_000 });
  });

  it('[E6] calls nothing changed that no server said so of', async () => {
    const page = await changeAt((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel</html>');
    });
    expect(page).toEqual({ kind: 'unanswered', isUnchanged: false });
  });

  it('knows that nothing was changed where the server is away, and does not where the answer was lost', async () => {
    const config = { transport, serverUrl: 'http://127.0.0.1:1', credential: SESSION };
    expect(await changePassword(config, WORDS, live())).toEqual({ kind: 'unanswered', isUnchanged: true });
    let asked = 0;
    const hotel = await listen((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Pay here</html>');
    });
    expect(await changePassword({ ...config, serverUrl: hotel }, WORDS, live())).toEqual({
      kind: 'unanswered',
      isUnchanged: true,
    });
    expect(asked).toBe(1);
    const lost = await changeAt((request) => void request.socket.destroy());
    expect(lost).toEqual({ kind: 'unanswered', isUnchanged: false });
    const silent = await changeAt(() => undefined);
    expect(silent).toEqual({ kind: 'unanswered', isUnchanged: false });
  });

  it('asks nobody with a login that is damaged, and is cancelled as it is', async () => {
    const credential = { kind: 'session', token: 'no\ntoken' } as const;
    const serverUrl = 'http://127.0.0.1:1';
    expect(await changePassword({ transport, serverUrl, credential }, WORDS, live())).toEqual({
      kind: 'signed-out',
    });
    const gone = new CancelSource();
    gone.cancel();
    const work = changePassword({ transport, serverUrl, credential: SESSION }, WORDS, gone);
    await expect(work).rejects.toBeInstanceOf(Cancelled);
  });

  it('works at an Immich server', async () => {
    const server = await FakeImmichServer.open([2, 7, 5]);
    onTestFinished(() => server.close());
    server.addPerson('token', undefined);
    const config = { transport, serverUrl: server.url, credential: SESSION };
    const wrong = { ...WORDS, password: 'wrong' };
    expect(await changePassword(config, wrong, live())).toEqual({ kind: 'wrong-password' });
    expect(await changePassword(config, WORDS, live())).toEqual({ kind: 'changed', hasEndedOthers: false });
    expect(await changePassword(config, WORDS, live())).toEqual({ kind: 'wrong-password' });
  });
});

describe('whether somebody else chose the password', () => {
  const user = { id: '9c5a8c5e-8a1c-4a7c-9a35-0d0c4f6a3c11', name: 'Ada', quotaSizeInBytes: null };
  const told =
    (flag: unknown, keepsake: object | undefined): ServerScript =>
    (request, response) => {
      if (request.url === '/api/server/features') return sendJson(response, 200, { keepsake });
      if (request.url === '/api/server/version')
        return sendJson(response, 200, { major: 2, minor: 7, patch: 5 });
      sendJson(response, 200, { ...user, quotaUsageInBytes: 0, shouldChangePassword: flag });
    };
  const keepsake = { version: '0.1.0', albumsByName: true, existDetails: true, resumableUpload: true };

  it.each([
    ['Keepsake says so', true, keepsake, SESSION, true],
    ['Keepsake does not', false, keepsake, SESSION, false],
    ['it does not tell', undefined, keepsake, SESSION, false],
    ['one is signed in with a key', true, keepsake, API_KEY, false],
    ['Immich says so, which never stops', true, undefined, SESSION, false],
  ])('is known where %s', async (_where, flag, features, credential, isGiven) => {
    const server = await openScriptedServer(told(flag, features));
    onTestFinished(() => server.close());
    const account = await readAccount({ transport, serverUrl: server.url, credential }, live());
    expect(account).toMatchObject({ userName: 'Ada', shouldChangePassword: isGiven });
  });
});

/** What our own server answers when it refuses. */
function refusal(code: string, message: string): object {
  return { message, error: 'Refused', statusCode: 400, code, requestId: 'x' };
}
