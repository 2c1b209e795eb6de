import { describe, expect, it } from 'vitest';
import { CommandError } from './command-error.ts';
import { EXIT } from './exit-codes.ts';
import { parseCommand } from './parse-command.ts';

const BACKUP = {
  kind: 'backup',
  folders: [],
  json: false,
  settings: {},
  select: [],
  exclude: [],
  dryRun: false,
  isEmptiedOnPurpose: false,
};

function refusalOf(words: readonly string[]): CommandError {
  try {
    parseCommand(words);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error(`${words.join(' ')} was understood`);
}

describe('parseCommand', () => {
  it('shows the help without a word, and wherever it is asked for', () => {
    for (const words of [[], ['help'], ['--help'], ['-h'], ['backup', '--help'], ['nonsense', '-h']]) {
      expect(parseCommand(words)).toEqual({ kind: 'help' });
    }
    expect(parseCommand(['--version'])).toEqual({ kind: 'version' });
  });

  it('reads a backup with all its options', () => {
    expect(parseCommand(['backup'])).toEqual(BACKUP);
    const words = [
      'backup',
      'a',
      '--select',
      'x',
      '--select=y',
      '--exclude',
      'z',
      'b',
      '-j',
      '7',
      '-n',
      '--json',
    ];
    expect(parseCommand([...words, '--sync-albums'])).toEqual({
      kind: 'backup',
      folders: ['a', 'b'],
      json: true,
      settings: { parallelUploads: 7, syncAlbums: true },
      select: ['x', 'y'],
      exclude: ['z'],
      dryRun: true,
      isEmptiedOnPurpose: false,
    });
    expect(parseCommand(['backup', '--emptied'])).toEqual({ ...BACKUP, isEmptiedOnPurpose: true });
    expect(parseCommand(['backup', '--no-sync-albums'])).toEqual({
      ...BACKUP,
      settings: { syncAlbums: false },
    });
    expect(parseCommand(['backup', '--', '-odd-'])).toEqual({ ...BACKUP, folders: ['-odd-'] });
  });

  it('reads the questions and their library', () => {
    expect(parseCommand(['status', '--library', 'a', '--library', 'b'])).toEqual({
      kind: 'status',
      folders: ['a', 'b'],
      json: false,
    });
    expect(parseCommand(['why', 'x.jpg', '--json'])).toEqual({
      kind: 'why',
      file: 'x.jpg',
      folders: [],
      json: true,
    });
    expect(parseCommand(['retry', 'x', 'y', '-j', '1'])).toMatchObject({
      files: ['x', 'y'],
      settings: { parallelUploads: 1 },
    });
    expect(parseCommand(['login', 'photos.example.org', '--api-key'])).toEqual({
      kind: 'login',
      server: 'photos.example.org',
      email: undefined,
      usesApiKey: true,
    });
  });

  it('[A12][U5][I2] reads settings that stay as they are until they are named again', () => {
    const settingsOf = (...words: string[]) => parseCommand(['backup', ...words]);
    expect(settingsOf('--since', '2024-02-29')).toMatchObject({
      settings: { cutOffAtMs: new Date(2024, 1, 29).getTime() },
    });
    expect(settingsOf('--since', 'all')).toMatchObject({ settings: { cutOffAtMs: null } });
    expect(settingsOf('--order', 'photos', '--skip-cloud')).toMatchObject({
      settings: { order: 'photos-before-videos', ignoreIcloudAssets: true },
    });
    expect(settingsOf('--order=newest', '--no-skip-cloud')).toMatchObject({
      settings: { order: 'newest-first', ignoreIcloudAssets: false },
    });
  });

  it('[V1][V3][D10] reads what proves, restores and sends again', () => {
    expect(parseCommand(['verify', '--deep', '--library', 'a'])).toEqual({
      kind: 'verify',
      isDeep: true,
      folders: ['a'],
      json: false,
    });
    expect(parseCommand(['restore', 'out', '--album', 'Rome', '--album', 'Sea'])).toEqual({
      kind: 'restore',
      folder: 'out',
      albums: ['Rome', 'Sea'],
      intoLibrary: false,
      json: false,
    });
    expect(parseCommand(['upload-again', '--all'])).toMatchObject({ kind: 'upload-again', files: [] });
    expect(parseCommand(['upload-again', 'x.jpg'])).toMatchObject({ files: ['x.jpg'] });
  });

  it('[B7][N1] reads what to watch, and how what comes by itself is set', () => {
    expect(parseCommand(['watch'])).toEqual({ kind: 'watch', folders: [], json: false, service: undefined });
    expect(parseCommand(['watch', 'a', 'b', '--json'])).toMatchObject({ folders: ['a', 'b'], json: true });
    expect(parseCommand(['watch', '--install'])).toMatchObject({ service: 'install' });
    expect(parseCommand(['watch', '--uninstall'])).toMatchObject({ service: 'uninstall' });
    const words = ['settings', '--no-background', '--only-charging', '--delay', '0.5', '--library', 'a'];
    expect(parseCommand(words)).toEqual({
      kind: 'settings',
      folders: ['a'],
      json: false,
      settings: { backgroundBackup: false, requireCharging: true, triggerDelayMs: 500, maxDelayMs: 5_000 },
    });
  });

  it.each([
    [
      ['backup', '--since', '2023-02-29'],
      '--since takes a date like 2024-01-31, or "all", not "2023-02-29".',
    ],
    [['backup', '--since', 'monday'], '--since takes'],
    [['backup', '--order', 'toString'], '--order takes "newest" or "photos", not "toString".'],
    [['upload-again'], 'keepsake upload-again FILE… | --all'],
    [['upload-again', '--all', 'x.jpg'], 'keepsake upload-again FILE… | --all'],
    [['restore'], 'keepsake restore FOLDER'],
    [['verify', 'x'], 'keepsake verify [--deep]'],
    [['watch', '--install', 'a'], 'keepsake watch [FOLDER…] [--json] | --install | --uninstall'],
    [['watch', '--install', '--uninstall'], 'keepsake watch [FOLDER…]'],
    [['settings', 'x'], 'keepsake settings [--library FOLDER]'],
    [['settings', '--delay', '0'], '--delay takes seconds from 0.1 to 3600, not "0".'],
    [['settings', '--delay', 'soon'], '--delay takes'],
    [['settings', '--delay', '-5'], '--delay takes seconds from 0.1 to 3600, not "-5".'],
    [['settings', '--delay', '--json'], '--delay needs a value.'],
    [['backup', '--only-charging'], 'There is no option --only-charging here.'],
    [['bakcup'], 'There is no command "bakcup". The nearest is: keepsake backup'],
    [['photos'], 'There is no command "photos". The commands are: login, logout,'],
    [['backup', '--exclude', ''], 'The name of an album behind --exclude is empty. Nothing was done.'],
    [['backup', '--select', 'x', '--select='], 'The name of an album behind --select is empty.'],
    [['restore', 'x', '--album', ''], 'The name of an album behind --album is empty.'],
    [['backup', '--nope'], 'There is no option --nope here. See keepsake --help.'],
    [['backup', '-x'], 'There is no option -x here.'],
    [['backup', '--select'], '--select needs a value.'],
    [['backup', '--jobs', '-1'], '--jobs takes a whole number from 1 to 10, not "-1".'],
    [['backup', '--dry-run=1'], '--dry-run takes no value.'],
    [['backup', '--jobs', '0'], '--jobs takes a whole number from 1 to 10, not "0".'],
    [['backup', '--jobs', '11'], '--jobs takes'],
    [['backup', '--jobs', '2.5'], '--jobs takes'],
    [['backup', '--jobs='], '--jobs takes'],
    [['why'], 'The command is used like this: keepsake why FILE'],
    [['why', 'a', 'b'], 'The command is used like this'],
    [['login', 'a', 'b'], 'keepsake login [SERVER]'],
    [['status', 'x'], 'keepsake status [--library FOLDER]'],
    [['logout', 'x'], 'keepsake logout'],
    [['password', 'a secret'], 'keepsake password'],
  ] as const)('refuses %j in one sentence', (words, sentence) => {
    const refusal = refusalOf(words);
    expect(refusal.exitCode).toBe(EXIT.usage);
    expect(refusal.message).toContain(sentence);
    expect(refusal.message).not.toContain('\n');
  });
});
