import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defaults, Permission } from '@immich/sdk';
import { describe, expect } from 'vitest';
import { routes, type Route } from '../../../packages/protocol/src/index.ts';
import { it } from './world.ts';

const namesInSdk = Object.values(Permission).map(String);

/** Its command line brings a later SDK along, in one file. */
async function namesInCommandLine(): Promise<string[]> {
  const source = await readFile(fileURLToPath(import.meta.resolve('@immich/cli')), 'utf8');
  return [...source.matchAll(/\bPermission\["\w+"\] = "([^"]+)"/g)].map(([, name = '']) => name);
}

const namesChecked = Object.values<Route>(routes).flatMap(({ access }) =>
  typeof access === 'string' ? [] : [access.permission],
);

describe('permissions of an API key', () => {
  it('[H14] may be all that Immich knows, and all that this server checks', async ({ world }) => {
    await world.settle();
    const ofImmich = new Set([...namesInSdk, ...(await namesInCommandLine())]);
    expect(ofImmich.size).toBeGreaterThan(namesInSdk.length);
    const permissions = [...new Set([...ofImmich, ...namesChecked])];
    // Not by the SDK, whose types know the names of its own version alone.
    const answer = await fetch(`${defaults.baseUrl}/api-keys`, {
      method: 'POST',
      headers: { ...(defaults.headers as Record<string, string>), 'content-type': 'application/json' },
      body: JSON.stringify({ permissions }),
    });
    expect(await answer.json()).toMatchObject({ apiKey: { permissions } });
  });
});
