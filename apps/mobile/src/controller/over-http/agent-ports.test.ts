import { WatchedValue } from '@keepsake/engine';
import { expect, it } from 'vitest';
import type { AccountState } from '../account.ts';
import { createAgentAccount } from './agent-ports.ts';

it('has signed in only when whoever watches the account is told so', async () => {
  const state = new WatchedValue<AccountState>({ kind: 'signed-out', lastServerUrl: undefined });
  const account = createAgentAccount((() => Promise.resolve({ kind: 'signed-in' })) as never, state);
  let isOver = false;
  const signingIn = account.signIn('http://server', { kind: 'api-key', secret: 'key' }).then((outcome) => {
    isOver = true;
    return outcome;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isOver).toBe(false);
  state.set({ kind: 'signed-in' } as AccountState);
  expect(await signingIn).toEqual({ kind: 'signed-in' });
});
