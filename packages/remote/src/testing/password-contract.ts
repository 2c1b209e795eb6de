import type { ServerResponse } from 'node:http';
import { CancelSource } from '@keepsake/engine';
import { asKeepsake, openScriptedServer, platformOfNode, sendJson } from '@keepsake/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PasswordChange, PasswordWords } from '../change-password.ts';
import type { Credentials } from '../credentials.ts';
import { createFetchTransport } from '../fetch-transport.ts';
import type { AccountWorld, OpenAccountWorld } from './account-world.ts';

const FIRST = 'chosen by the administrator';
const NEXT = 'one of my own';
const USER = { id: '9c5a8c5e-8a1c-4a7c-9a35-0d0c4f6a3c11', name: 'Ada' };

/** What every account of a device does with its password, at a server over HTTP whose administrator chose it. */
export function describePasswordContract(name: string, openWorld: OpenAccountWorld): void {
  describe(`${name} has a password that`, () => {
    let server: Awaited<ReturnType<typeof openScriptedServer>>;
    let world: AccountWorld;
    let ada: Credentials;
    let password: string;
    let isGiven: boolean;
    let isEnded: boolean;
    /** Of requests, in their order. */
    let asked: string[];
    /** What is told of the person is on its way until the test lets it go. */
    let hold: ((answer: () => void) => void) | undefined;

    const tellUser = (response: ServerResponse): void => {
      const told = { ...USER, quotaSizeInBytes: null, quotaUsageInBytes: 0, shouldChangePassword: isGiven };
      const answer = (): void => sendJson(response, 200, told);
      if (hold === undefined) answer();
      else hold(answer);
    };
    const change = (response: ServerResponse, words: PasswordWords): void => {
      if (words.password !== password) {
        const wrong = { message: 'The current password is wrong.', error: 'Bad Request', statusCode: 400 };
        return sendJson(response, 400, { ...wrong, code: 'bad-request', requestId: 'x' });
      }
      password = words.newPassword;
      isGiven = false;
      sendJson(response, 200, {});
    };

    beforeEach(async () => {
      [password, isGiven, isEnded, asked, hold] = [FIRST, true, false, [], undefined];
      const script = asKeepsake((request, response, body) => {
        asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
        if (isEnded) return sendJson(response, 401, { message: 'Authentication required' });
        if (request.url === '/api/users/me') return tellUser(response);
        if (request.url === '/api/auth/change-password')
          return change(response, JSON.parse(body.toString()) as PasswordWords);
        sendJson(response, 404, {});
      });
      server = await openScriptedServer(script);
      world = await openWorld(createFetchTransport(platformOfNode(5_000)));
      const credential = { kind: 'session', token: 'token' } as const;
      ada = { serverUrl: server.url, userId: USER.id, userName: 'Ada', credential };
      await world.show(ada);
    });
    afterEach(async () => {
      await world.close?.();
      server.close();
    });

    const ask = (): Promise<void> => world.ask(ada, new CancelSource());
    const changeIt = (): Promise<PasswordChange> => world.change({ password: FIRST, newPassword: NEXT });

    it('is called somebody else’s until another one is chosen, which takes no question of its own', async () => {
      expect(world.state()).toMatchObject({ kind: 'signed-in', shouldChangePassword: false });
      await ask();
      expect(world.state()).toMatchObject({ shouldChangePassword: true });
      expect(asked).toEqual(['GET /api/users/me']);
      // As when other folders are chosen: nothing comes and goes.
      await world.show(ada);
      expect(world.state()).toMatchObject({ shouldChangePassword: true });
      expect(await changeIt()).toEqual({ kind: 'changed', hasEndedOthers: true });
      expect(world.state()).toMatchObject({ kind: 'signed-in', shouldChangePassword: false });
      await world.show(ada);
      expect(world.state()).toMatchObject({ shouldChangePassword: false });
      expect(password).toBe(NEXT);
    });

    it('stays as it was when the present one is wrong', async () => {
      await ask();
      const wrong = { password: 'wrong', newPassword: NEXT };
      expect(await world.change(wrong)).toEqual({ kind: 'wrong-password' });
      expect(world.state()).toMatchObject({ kind: 'signed-in', shouldChangePassword: true });
    });

    it('is not called somebody else’s by an answer that was on its way while it was changed', async () => {
      const held = new Promise<() => void>((resolve) => (hold = resolve));
      const asking = ask();
      const release = await held;
      await changeIt();
      release();
      await asking;
      expect(world.state()).toMatchObject({ kind: 'signed-in', shouldChangePassword: false });
    });

    it('cannot be changed by a sign-in that the server ended, which shows', async () => {
      isEnded = true;
      expect(await changeIt()).toEqual({ kind: 'signed-out' });
      expect(world.state()).toMatchObject({ kind: 'expired' });
      expect(password).toBe(FIRST);
    });

    it('is kept nowhere, nor shown', async () => {
      await ask();
      await changeIt();
      const everything = (await world.kept()) + JSON.stringify(world.state());
      expect(everything).toContain('Ada');
      expect(everything).not.toContain(FIRST);
      expect(everything).not.toContain(NEXT);
    });
  });
}
