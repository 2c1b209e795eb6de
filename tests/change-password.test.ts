import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ACCOUNT, it, type House } from './house/house.ts';
import { hasTerminals, onTerminal } from './house/on-terminal.ts';
import { writePhotos } from './house/photos.ts';
import { chooseEverything, settleUi, untilAnswer, untilValue } from './house/ui.ts';

const NEXT = 'another correct horse';
const CHANGED =
  'Your password is changed. Other devices and browsers that were signed in with the old one must sign in again.\n';

const change = (house: House, present: string, next: string) =>
  house.keepsake(['password'], { stdin: `${present}\n${next}\n` });

/** Runs `keepsake …` on another device. */
const elsewhere = (house: House, words: readonly string[], stdin = '') =>
  house.keepsake(['--home', join(house.folder, 'elsewhere'), ...words], { stdin });
const loginElsewhere = (house: House, password: string) =>
  elsewhere(house, ['login', house.serverUrl, '--email', ACCOUNT.email], `${password}\n`);

/** Whether the server lets in whoever has this password. */
async function opens(house: House, password: string, email: string = ACCOUNT.email): Promise<boolean> {
  const answer = await fetch(`${house.serverUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return answer.ok;
}

/** All that was written by anybody in this house. */
async function everythingIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

describe('keepsake password', () => {
  it('changes it, stays signed in here, and has every other device sign in again', async ({ house }) => {
    const server = await house.settle();
    await writePhotos(house.library, 1);
    expect((await loginElsewhere(house, ACCOUNT.password)).exitCode).toBe(0);
    // Blanks belong to a password.
    const next = ` ${NEXT} `;
    const changed = await change(house, ACCOUNT.password, next);
    expect(changed).toMatchObject({ exitCode: 0, stdout: CHANGED, stderr: '' });

    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);
    const refused = await elsewhere(house, ['backup', house.library]);
    expect(refused.exitCode).toBe(5);
    expect(refused.stdout + refused.stderr).toContain('Sign in again');
    expect([await opens(house, ACCOUNT.password), await opens(house, NEXT)]).toEqual([false, false]);
    expect(await loginElsewhere(house, next)).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await elsewhere(house, ['backup', house.library])).exitCode).toBe(0);

    const written = (await everythingIn(house.folder)) + server.stdout() + server.stderr();
    expect(written).toContain(ACCOUNT.email);
    expect(written).not.toContain(NEXT);
    expect(written).not.toContain(ACCOUNT.password);
  });

  it('[E1] changes nothing with what cannot be, and says so', async ({ house }) => {
    await house.settle();
    for (const [present, next, exitCode, sentence] of [
      ['wrong', NEXT, 5, 'The present password is wrong.'],
      [ACCOUNT.password, 'short', 2, 'That is shorter than 8 characters.'],
      [ACCOUNT.password, ACCOUNT.password, 2, 'That is the password that you have already.'],
      [ACCOUNT.password, 'x'.repeat(1025), 2, 'That password is too long.'],
    ] as const)
      expect(await change(house, present, next)).toMatchObject({
        exitCode,
        stdout: '',
        stderr: `${sentence} Nothing was changed.\n`,
      });
    expect(await opens(house, ACCOUNT.password)).toBe(true);
  });

  it('[E1] says what keeps it from being changed', async ({ house }) => {
    expect(await change(house, ACCOUNT.password, NEXT)).toMatchObject({
      exitCode: 5,
      stderr: 'You are not signed in. Begin with: keepsake login https://your.server\n',
    });
    const server = await house.settle();
    const { api } = house;
    for (let tries = 0; tries < 10; tries++)
      await api
        .call('POST', '/auth/change-password', { password: 'wrong', newPassword: NEXT })
        .catch(() => undefined);
    const many = await change(house, ACCOUNT.password, NEXT);
    expect(many.exitCode).toBe(6);
    expect(many.stderr).toMatch(
      /^There were too many tries\. Nothing was changed\. Try again in \d+ seconds\.\n$/,
    );
    await house.revokeSession();
    const ended = await change(house, ACCOUNT.password, NEXT);
    expect(ended.exitCode).toBe(5);
    expect(ended.stderr).toContain('does not accept your sign-in any more. Nothing was changed.');
    server.kill('SIGKILL');
    await server.ended;
    expect(await change(house, ACCOUNT.password, NEXT)).toMatchObject({
      exitCode: 6,
      stderr: 'The server did not answer. Nothing was changed.\n',
    });
  });

  it('[E1] is done with an API key that may, which then opens what it did, and not with another', async ({
    house,
  }) => {
    await house.settle();
    const { api } = house;
    const signInWith = async (permissions: readonly string[]): Promise<void> => {
      const { secret } = await api.call<{ secret: string }>('POST', '/api-keys', {
        name: 'key',
        permissions,
      });
      await house.keepsake(['login', house.serverUrl, '--api-key'], { stdin: `${secret}\n` });
    };
    await signInWith(['user.read']);
    const refused = await change(house, ACCOUNT.password, NEXT);
    expect(refused.exitCode).toBe(5);
    expect(refused.stderr).toContain('signed in with an API key, which may not change the password.');
    await signInWith(['user.read', 'auth.changePassword']);
    expect(await change(house, ACCOUNT.password, NEXT)).toMatchObject({ exitCode: 0, stdout: CHANGED });
    expect(await change(house, NEXT, ACCOUNT.password)).toMatchObject({ exitCode: 0 });
    // Every session is another one than that of a key.
    await expect(api.call('GET', '/users/me')).rejects.toThrow('401');
  });

  it.runIf(hasTerminals)(
    'asks on a terminal, shows nothing of it, and asks again for what cannot be',
    async ({ house }) => {
      await house.settle();
      const running = onTerminal(house, ['password'], { kind: 'open' });
      let from = 0;
      for (const [question, reply] of [
        ['Present password: ', ACCOUNT.password],
        ['New password, at least 8 characters: ', 'short'],
        ['shorter than 8', undefined],
        ['New password, at least 8 characters: ', ACCOUNT.password],
        ['you have already', undefined],
        ['New password, at least 8 characters: ', NEXT],
        ['The same password again: ', 'other than that'],
        ['not the same', undefined],
        ['New password, at least 8 characters: ', NEXT],
        ['The same password again: ', NEXT],
      ] as const) {
        await expect.poll(() => running.stdout().slice(from), { timeout: 15_000 }).toContain(question);
        from += running.stdout().slice(from).indexOf(question) + question.length;
        if (reply !== undefined) running.type(`${reply}\r`);
      }
      const { exitCode, stdout } = await running.ended;
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Your password is changed.');
      for (const secret of [ACCOUNT.password, NEXT, 'short\r', 'other than that'])
        expect(stdout).not.toContain(secret);
    },
  );
});

it('is to be chosen by whoever got one from the administrator, who is told until it is done', async ({
  house,
}) => {
  const { ports } = await settleUi(house);
  const { account } = ports;
  expect(account.state.current()).toMatchObject({ shouldChangePassword: false });
  await account.signOut({ forgetsLedger: false });
  const opa = { email: 'opa@example.org', password: 'from the administrator', name: 'Opa' };
  await house.api.call('POST', '/admin/users', opa);
  await account.signIn(house.serverUrl, { kind: 'password', email: opa.email, password: opa.password });
  await untilValue(account.state, (state) => state.kind === 'signed-in' && state.shouldChangePassword);
  // No backup waits for it.
  await writePhotos(house.library, 1);
  await chooseEverything(ports);
  expect(await ports.controller.start()).toEqual({ kind: 'completed' });
  const words = { password: opa.password, newPassword: NEXT };
  expect(await account.changePassword({ ...words, password: 'wrong' })).toEqual({ kind: 'wrong-password' });
  expect(await account.changePassword(words)).toEqual({ kind: 'changed', hasEndedOthers: true });
  await untilValue(account.state, (state) => state.kind === 'signed-in' && !state.shouldChangePassword);
  expect(await ports.controller.start()).toEqual({ kind: 'completed' });

  const login = (password: string) =>
    elsewhere(house, ['login', house.serverUrl, '--email', opa.email], `${password}\n`);
  expect(await login(NEXT)).toMatchObject({ exitCode: 0, stderr: '' });
  const people = await house.api.call<{ id: string; email: string }[]>('GET', '/admin/users');
  const id = people.find(({ email }) => email === opa.email)?.id ?? '';
  const reset = { password: 'set anew for opa', shouldChangePassword: true };
  await house.api.call('PUT', `/admin/users/${id}`, reset);
  expect((await login(reset.password)).stderr).toMatch(
    /^The administrator chose your password\. Choose one of your own: keepsake .*password\n$/,
  );
});

it('[E1] ends the sign-in of a page elsewhere, whose backup goes on once it signed in with the new one', async ({
  house,
}) => {
  await writePhotos(house.library, 1);
  const { ports } = await settleUi(house);
  await chooseEverything(ports);
  await loginElsewhere(house, ACCOUNT.password);
  expect((await elsewhere(house, ['password'], `${ACCOUNT.password}\n${NEXT}\n`)).exitCode).toBe(0);
  expect(await ports.controller.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
  await untilValue(ports.account.state, ({ kind }) => kind === 'expired');
  const login = { kind: 'password', email: ACCOUNT.email, password: NEXT } as const;
  const old = { ...login, password: ACCOUNT.password };
  expect(await ports.account.signIn(house.serverUrl, old)).toEqual({ kind: 'wrong-credentials' });
  expect(await ports.account.signIn(house.serverUrl, login)).toEqual({ kind: 'signed-in' });
  await untilAnswer(
    () => ports.controller.start(),
    ({ kind }) => kind === 'completed',
  );
  expect((await ports.controller.readStatus()).statistics.uploadedCount).toBe(1);
});
