import { expect, it } from 'vitest';
import { ERROR_CODES, type RunOutcome, type RunProgress } from '@keepsake/engine';
import { doneSentence, standingsOf, watchLines, type RunFindings } from './watch-words.ts';

const findings: RunFindings = {
  statistics: undefined,
  emptied: [],
  vanished: [],
  unreadableCount: 0,
  canRetryHelp: true,
  nextTryAtMs: undefined,
};
const sentencesOf = (outcome: RunOutcome, more: Partial<RunFindings> = {}): readonly string[] =>
  standingsOf(outcome, { ...findings, ...more }).map(({ sentence }) => sentence);

it('[N4][B7] says what it waits for', () => {
  expect(sentencesOf({ kind: 'held-back', by: 'power' })).toEqual([
    'Waiting for power. It goes on by itself.',
  ]);
  expect(sentencesOf({ kind: 'held-back', by: 'wi-fi' })).toEqual([
    'Waiting for Wi-Fi. It goes on by itself.',
  ]);
});

it('[E1][B7] asks nobody to run again what it runs by itself', () => {
  for (const code of ERROR_CODES) {
    const [sentence = ''] = sentencesOf({ kind: 'stopped', code, detail: 'The folder cannot be read.' });
    expect(sentence).toMatch(/^[A-Z].*\. It goes on by itself when that is mended\.$/s);
    expect(sentence).not.toContain('run the backup again');
  }
});

it('[E6][B7] says of a run that left something what it left, and not that everything is backed up', () => {
  const counts = {
    libraryCount: 3,
    uploadedCount: 2,
    duplicateCount: 0,
    waitingCount: 0,
    failedCount: 1,
    goneCount: 0,
  };
  const none = {
    deletedOnServerCount: 0,
    excludedCount: 0,
    notSelectedCount: 0,
    ignoredCount: 0,
    unsupportedCount: 0,
  };
  const candidates = { totalCount: 3, backedUpCount: 2, waitingCount: 0, failedCount: 1, waitingBytes: 0 };
  const statistics = { ...counts, ...none, candidates };
  const left = sentencesOf({ kind: 'completed' }, { statistics, unreadableCount: 2 });
  expect(left).toHaveLength(2);
  expect(left[0]).toContain('2 places could not be looked into');
  expect(left[1]).toContain('1 photo or video could not be backed up.');
  expect(left[1]).toContain('To try again: keepsake retry');
  const asTheyAre = sentencesOf({ kind: 'completed' }, { statistics, canRetryHelp: false });
  expect(asTheyAre).toEqual([
    '1 photo or video could not be backed up. To see why, and what helps: keepsake failed',
  ]);
  const whole = { ...statistics, failedCount: 0, candidates: { ...candidates, failedCount: 0 } };
  expect(sentencesOf({ kind: 'completed' }, { statistics: whole })).toEqual(['Everything is backed up.']);
  const waiting = { ...whole, candidates: { ...whole.candidates, waitingCount: 1 } };
  expect(sentencesOf({ kind: 'completed' }, { statistics: waiting })).toEqual([
    '1 photo or video still waiting.',
  ]);
});

it('says of one that it was on the server already, and of several that they were', () => {
  const progress = { uploadedCount: 0, duplicateCount: 1, bytesUploaded: 0 } as RunProgress;
  expect(doneSentence({ progress })).toBe('1 photo or video was on the server already.');
  expect(doneSentence({ progress: { ...progress, duplicateCount: 2 } })).toBe(
    '2 photos and videos were on the server already.',
  );
});

it.each([
  [false, 'Watched: what changes is backed up by itself. Last look: just now'],
  [true, 'Watched, but something is in the way. Last look: just now'],
])('[B7] says that it watches, beside what it could not back up; hindered: %s', (isHindered, first) => {
  const troubles = ['1 photo or video could not be backed up.'];
  const state = { kind: 'waiting', endedAtMs: 5, nextAtMs: 9, troubles, isHindered } as const;
  expect(watchLines(state, 5)).toEqual([first, ...troubles]);
});

it('[B7] a run that was stopped hinders it, and a failed photo does not', () => {
  const statistics = {
    candidates: { totalCount: 2, backedUpCount: 1, failedCount: 1, waitingCount: 0, waitingBytes: 0 },
  } as RunFindings['statistics'];
  const hinders = (outcome: RunOutcome): readonly unknown[] =>
    standingsOf(outcome, { ...findings, statistics }).map(({ isTrouble, isHindrance }) => [
      isTrouble,
      isHindrance ?? false,
    ]);
  expect(hinders({ kind: 'completed' })).toEqual([[true, false]]);
  expect(hinders({ kind: 'stopped', code: 'unauthorized', detail: '' })).toEqual([[true, true]]);
});
