import { routes } from '@keepsake/protocol';
import { describe, expect, it } from 'vitest';
import { passwordProblems } from './password-problems.ts';

const FINE = { present: 'the present one', next: 'the next one', again: 'the next one' };
const { shape } = routes.changePassword.body;

describe('what is wrong with a new password', () => {
  it('is nothing where the server takes it, and something where it does not', () => {
    for (const length of [0, 1, 7, 8, 1000, 1024, 1025]) {
      const next = 'x'.repeat(length);
      const isTaken = shape.newPassword.safeParse(next).success;
      expect([length, passwordProblems({ ...FINE, next, again: next }).next === undefined]).toEqual([
        length,
        isTaken,
      ]);
    }
  });

  it.each([
    [{}, {}],
    [{ present: '' }, { present: { kind: 'blank' } }],
    [{ present: 'x'.repeat(1025) }, { present: { kind: 'too-long', most: 1024 } }],
    // A short one may have been set elsewhere.
    [{ present: 'x' }, {}],
    [{ next: 'short', again: 'other' }, { next: { kind: 'too-short', least: 8 } }],
    [{ next: FINE.present, again: FINE.present }, { next: { kind: 'same' } }],
    [{ again: '' }, { again: { kind: 'blank' } }],
    [{ again: 'the next One' }, { again: { kind: 'different' } }],
    [{ next: ' the next one', again: 'the next one' }, { again: { kind: 'different' } }],
  ] as const)('%j: %j', (changes, problems) => {
    expect(passwordProblems({ ...FINE, ...changes })).toEqual(problems);
  });
});
