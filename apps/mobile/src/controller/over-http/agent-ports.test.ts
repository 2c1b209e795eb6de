import { WatchedValue } from '@keepsake/engine';
import { createFakeClock } from '@keepsake/testkit/fakes';
import { expect, it } from 'vitest';
import type { AccountState } from '../account.ts';
import { createAgentAccount } from './agent-ports.ts';
import type { AgentAnswer } from './agent-platform.ts';
import { connectToAgent } from './connect-to-agent.ts';

it('has signed in only when whoever watches the account is told so', async () => {
  const state = new WatchedValue<AccountState>({
    kind: 'signed-out',
    lastServerUrl: undefined,
    lastEmail: undefined,
  });
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

it('knows of the computer what the agent says of it', async () => {
  const hello = {
    kind: 'hello',
    device: { name: 'Ada’s Mac', canFreeSpace: false, hasCloudOriginals: true },
    snapshot: { activity: { kind: 'idle' }, transfers: [], isPaused: false },
    conditions: { network: 'unmetered', isRoaming: false, isLowData: false, isCharging: true },
    account: { kind: 'signed-out' },
    access: { kind: 'folders', folders: [] },
  };
  const said = new TextEncoder().encode(`data: ${JSON.stringify(hello)}\n\n`);
  const ports = connectToAgent({
    origin: '',
    clock: createFakeClock(),
    drawFrame: async () => undefined,
    forgetFrame: () => undefined,
    fetch: async (): Promise<AgentAnswer> => ({
      status: 200,
      body: new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(said) }),
      text: async () => '',
    }),
    visibility: { current: () => 'seen', subscribe: () => () => undefined },
  });
  const { hasCloudOriginals } = ports.device;
  expect([ports.device.name, hasCloudOriginals.current()]).toEqual([undefined, false]);
  await new Promise<void>((resolve) => hasCloudOriginals.subscribe(() => resolve()));
  expect([ports.device.name, hasCloudOriginals.current()]).toEqual(['Ada’s Mac', true]);
  ports.close();
});
