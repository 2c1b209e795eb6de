import { routes } from '@keepsake/protocol';
import { describe, expect, it } from 'vitest';
import { problemsOf, type LoginField } from './login-problems.ts';

const ADA = { name: 'Ada', email: 'ada@example.org', password: 'long enough', secret: 'a key' };
const { shape } = routes.signUpAdmin.body;
const lengths = (field: LoginField, length: number): string =>
  field === 'email' ? `${'a'.repeat(length - 12)}@example.org` : 'x'.repeat(length);

describe('what is wrong with what one signs in with', () => {
  it.each(['name', 'password'] as const)(
    '%s: what the server takes is not complained about, and no more',
    (field) => {
      for (const length of [1, 7, 8, 1000, 1001, 1024, 1025]) {
        const filled = { ...ADA, [field]: lengths(field, length) };
        const isTaken = shape[field].safeParse(filled[field]).success;
        expect([length, problemsOf('first-account', filled)[field] === undefined]).toEqual([length, isTaken]);
      }
    },
  );

  it.each([
    'ada@example',
    'jürgen@example.org',
    'ada.@example.org',
    'a@b.org, a@b.org',
    'ada',
    'ada@example.org',
  ])('the address of a first account is complained about where the server would refuse it: %s', (email) => {
    const isTaken = shape.email.safeParse(email).success;
    expect(problemsOf('first-account', { ...ADA, email }).email === undefined).toBe(isTaken);
    expect(isTaken).toBe(email === 'ada@example.org');
  });

  it('takes an address that another server allowed', () => {
    expect(problemsOf('password', { ...ADA, email: 'ada@home' })).toEqual({});
  });

  it('says how long it has to be, and how long it may be', () => {
    const short = { ...ADA, password: '1234567' };
    expect(problemsOf('first-account', short)).toEqual({ password: { kind: 'too-short', least: 8 } });
    // One that was set elsewhere may be shorter.
    expect(problemsOf('password', short)).toEqual({});
    expect(problemsOf('password', { ...ADA, email: lengths('email', 321) })).toEqual({
      email: { kind: 'too-long', most: 320 },
    });
    expect(problemsOf('api-key', { ...ADA, secret: 'x'.repeat(1025) })).toEqual({
      secret: { kind: 'too-long', most: 1024 },
    });
  });
});
