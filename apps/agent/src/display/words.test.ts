import type { Failure } from '@keepsake/engine';
import { expect, it } from 'vitest';
import { reasonOfFailure, STOPPED_BACKUP, STOPPED_RESTORE, stopSentence, whySentence } from './words.ts';

const failure: Failure = {
  code: 'rejected',
  detail: 'The server says: A date is wrong. (400)',
  attempts: 1,
  atMs: 0,
};

it('[E4] says of what the server refused why, and of all else only what it means', () => {
  expect(reasonOfFailure(failure)).toBe('the server refused the file: A date is wrong. (400)');
  expect(reasonOfFailure({ ...failure, detail: 'A proxy takes\u001b[2J less (413).' })).toBe(
    'the server refused the file: A proxy takes\\u001b[2J less (413)',
  );
  expect(reasonOfFailure({ ...failure, code: 'empty-file' })).toBe('the file is empty (0 bytes)');
  expect(whySentence({ kind: 'failed', failure }, 0)).toContain('A date is wrong. (400) (tried 1 time');
});

it('[E1] puts a sentence into another one without its full stop', () => {
  const detail = 'The ledger file is damaged (file is not a database).';
  expect(stopSentence('ledger-unavailable', detail, STOPPED_BACKUP)).toContain(
    '(The ledger file is damaged (file is not a database)). Your',
  );
  expect(stopSentence('bad-answer', 'It is HTML.', STOPPED_BACKUP)).toContain('(It is HTML). Check');
});

it('[E1] says why a server is not trusted, and who can do something about it', () => {
  const detail = 'No safe connection to the server: its certificate has expired';
  expect(stopSentence('untrusted-server', detail, STOPPED_BACKUP)).toBe(
    'The server is not trusted (its certificate has expired), so nothing is sent to it. On a guest network, sign in there first; else whoever keeps the server can renew its certificate, or this computer can be told to trust it. Then run the backup again.',
  );
});

it('[E1] tells a person to begin again what was stopped, and nobody who need not', () => {
  const silent = (...[stopped]: [Parameters<typeof stopSentence>[2]]): string =>
    stopSentence('network', '', stopped);
  expect(silent(STOPPED_BACKUP)).toMatch(/you are online, then run the backup again\.$/);
  expect(silent(STOPPED_RESTORE)).toMatch(/you are online, then restore again\.$/);
  expect(silent({ ...STOPPED_BACKUP, again: undefined })).toMatch(/you are online\.$/);
  expect(stopSentence('too-many-requests', '', STOPPED_RESTORE)).toBe(
    'The server is too busy. Wait a while, then restore again; it goes on where it stopped.',
  );
  const byItself = stopSentence('too-many-requests', '', { ...STOPPED_BACKUP, again: undefined });
  expect(byItself).toBe('The server is too busy.');
});

it('[A13][N4][D10] says of everything that waits or was deleted what it waits for, or what to do', () => {
  const why = (kind: 'wi-fi' | 'power' | 'network' | 'its-turn' | 'icloud-download'): string =>
    whySentence({ kind: 'waiting', for: { kind } }, 0);
  expect(why('wi-fi')).toContain('Waiting for Wi-Fi');
  expect(why('power')).toContain('Waiting for power');
  expect(why('network')).toContain('Waiting for a network');
  expect(why('icloud-download')).toContain('in the cloud');
  expect(why('its-turn')).toContain('its turn');
  const lackOf = (code: 'server-disk-full' | 'device-full'): string =>
    whySentence({ kind: 'waiting', for: { kind: 'room', lack: { code, atMs: 0 } } }, 0);
  expect(lackOf('server-disk-full')).toContain('Waiting for room on the server');
  expect(lackOf('device-full')).toContain('Waiting for room on this computer');
  expect(whySentence({ kind: 'deleted-on-server', atMs: 0 }, 0)).toMatch(
    /^Deleted on the server .*`keepsake upload-again FILE`/,
  );
});
