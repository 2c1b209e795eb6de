import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('readConfig', () => {
  it('keeps notes where each system keeps them, unless told otherwise', () => {
    const home = (environment: Record<string, string>, platform: NodeJS.Platform): string =>
      readConfig(environment, platform).homeFolder;
    expect(home({ KEEPSAKE_HOME: 'here' }, 'linux')).toBe(resolve('here'));
    expect(home({ KEEPSAKE_HOME: '' }, 'linux')).toBe(join(homedir(), '.local', 'share', 'keepsake'));
    expect(home({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(join('/data', 'keepsake'));
    expect(home({ XDG_DATA_HOME: '' }, 'linux')).toBe(join(homedir(), '.local', 'share', 'keepsake'));
    expect(home({}, 'darwin')).toBe(join(homedir(), 'Library', 'Application Support', 'Keepsake'));
    expect(home({ LOCALAPPDATA: '/local' }, 'win32')).toBe(join('/local', 'Keepsake'));
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ KEEPSAKE_PASSWORD: '', NO_COLOR: '' }, 'linux')).toMatchObject({
      secret: undefined,
      usesColour: true,
    });
    expect(readConfig({ KEEPSAKE_PASSWORD: ' x', NO_COLOR: '1' }, 'linux')).toMatchObject({
      secret: ' x',
      usesColour: false,
    });
  });
});
