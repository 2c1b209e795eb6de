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

  it('names the program as a person starts it, with the home that was named there', () => {
    const name = (environment: Record<string, string>, home?: string): string =>
      readConfig(environment, 'linux', home).programName;
    expect(name({})).toBe('keepsake');
    expect(name({ npm_lifecycle_event: 'keepsake' })).toBe('npm run -s keepsake --');
    const npm = { npm_lifecycle_event: 'keepsake', npm_config_local_prefix: '/opt/keepsake' };
    expect(name({ ...npm, INIT_CWD: '/opt/keepsake/demo' })).toBe('npm run -s keepsake --');
    expect(name({ ...npm, INIT_CWD: '/srv/ann' })).toBe('npm --prefix /opt/keepsake run -s keepsake --');
    expect(name({ npm_lifecycle_event: 'test', KEEPSAKE_COMMAND: '' })).toBe('keepsake');
    expect(name({ KEEPSAKE_COMMAND: 'docker run keepsake' }, 'my home')).toBe(
      "docker run keepsake --home 'my home'",
    );
    expect(readConfig({ KEEPSAKE_HOME: 'there' }, 'linux', 'here').homeFolder).toBe(resolve('here'));
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
