import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Permission } from '@immich/sdk';
import { describe, expect } from 'vitest';
import { PERMISSION_NAMES } from '../../../apps/server/src/auth/permission-names.ts';
import { routes, type Route } from '../../../packages/protocol/src/index.ts';
import { it } from './world.ts';

/** Its command line brings a later SDK along, in one file. */
async function namesInCommandLine(): Promise<string[]> {
  const source = await readFile(fileURLToPath(import.meta.resolve('@immich/cli')), 'utf8');
  return [...source.matchAll(/\bPermission\["\w+"\] = "([^"]+)"/g)].map(([, name = '']) => name);
}

const namesChecked = Object.values<Route>(routes).flatMap(({ access }) =>
  typeof access === 'string' ? [] : [access.permission],
);

describe('permissions of an API key', () => {
  it('[H14] are all that Immich knows, and all that this server checks', async () => {
    const ofImmich = new Set([...Object.values(Permission), ...(await namesInCommandLine())]);
    expect(ofImmich.size).toBeGreaterThan(Object.values(Permission).length);
    expect(PERMISSION_NAMES).toEqual(new Set([...ofImmich, ...namesChecked]));
  });

  it('[H14] can be given all at once by the SDK', async ({ world }) => {
    await world.settle();
    const permissions = Object.values(Permission);
    expect((await world.addApiKey(permissions)).apiKey.permissions).toEqual(permissions);
  });
});
