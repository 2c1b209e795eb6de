import { expect, it } from 'vitest';
import { verifyOutcomeSentence } from './verify-words.ts';

it('[V1] speaks of no backup where a verification did not come to its end', () => {
  const stopped = (code: 'network' | 'untrusted-server' | 'server-error' | 'rejected') =>
    verifyOutcomeSentence({ kind: 'stopped', code, detail: '' });
  expect(stopped('network')).toMatch(/you are online, then verify again\.$/);
  expect(stopped('untrusted-server')).toMatch(/to trust it\. Then verify again\.$/);
  expect(stopped('server-error')).toBe('The server kept failing. Look at its log, then verify again.');
  expect(stopped('rejected')).toBe('The comparison stopped: the server refused the file.');
  expect(verifyOutcomeSentence({ kind: 'already-running' })).toBe(
    'Another Keepsake is at work on this library. This one did nothing.',
  );
});
