import { BackupError } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { CallRefused, LinkLost } from '../agent-link.ts';
import type { AgentPlatform } from './agent-platform.ts';
import { createCallAgent } from './call-agent.ts';

const answering = (status: number, body: unknown) =>
  createCallAgent({
    origin: '',
    fetch: async () => ({ status, body: null, text: async () => JSON.stringify(body) }),
  } as Pick<AgentPlatform, 'origin' | 'fetch'> as AgentPlatform);

describe('what the agent answers', () => {
  it.each([
    [400, { message: 'login.password: too small' }, CallRefused],
    [404, { message: 'There is no such call.' }, CallRefused],
    [413, { message: 'too large' }, CallRefused],
    [401, { message: 'Open Keepsake anew.' }, LinkLost],
    [503, { message: 'Keepsake is ending.' }, LinkLost],
    [409, { code: 'network', detail: 'gone' }, BackupError],
  ])('with %d is never taken for an answer that came', async (status, body, kind) => {
    await expect(answering(status, body)('cancel-run', {})).rejects.toBeInstanceOf(kind);
  });
});
