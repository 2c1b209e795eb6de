import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { ACCOUNT, it, type House } from '../../house/house.ts';
import { CHAPTERS } from './chapters/chapters.ts';
import { FAULTS, type Fault } from './reference/faults.ts';
import { openReferenceServer, type ReferenceServer } from './reference/reference-server.ts';
import { fullName } from './suite/conformance-test.ts';
import type { Totals } from './suite/report.ts';
import { runTests, type Result } from './suite/run-tests.ts';
import { openSubject, type SubjectOptions } from './suite/subject.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const ALL = 101;

/** Faults by which something never comes are known by waiting this long, in milliseconds. */
const PATIENCE_MS = 400;

interface Report {
  readonly totals: Totals;
  readonly results: readonly Result[];
}

function optionsFor({ url, authorization }: ReferenceServer): SubjectOptions {
  return {
    url,
    fields: [['Authorization', authorization]],
    createFields: [],
    body: undefined,
    interopVersion: 8,
    patienceMs: PATIENCE_MS,
  };
}

/** Runs tests of the suite against a reference server with this fault. */
async function runAgainst(fault: Fault | undefined, only: string): Promise<readonly Result[]> {
  const server = await openReferenceServer(fault === undefined ? [] : [fault]);
  try {
    return await runTests(CHAPTERS, await openSubject(optionsFor(server)), only);
  } finally {
    await server.close();
  }
}

/** Runs the program. */
async function runProgram(
  house: House,
  words: readonly string[],
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  return house.run(MAIN, words).ended;
}

async function signIn(house: House): Promise<string> {
  const { email, password } = ACCOUNT;
  const response = await fetch(`${house.serverUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { accessToken } = (await response.json()) as { accessToken: string };
  return accessToken;
}

describe('the conformance suite for servers of resumable uploads', () => {
  it('[H11] finds nothing to blame on this server', async ({ house }) => {
    await house.startServer();
    await house.api.signUp(ACCOUNT.name);
    const asset = {
      fileName: 'IMG_0001.jpg',
      fileCreatedAt: '2024-05-06T07:08:09.000Z',
      fileModifiedAt: '2024-05-06T07:08:09.000Z',
    };
    const encoded = Buffer.from(JSON.stringify(asset)).toString('base64url');
    const { stdout, stderr } = await runProgram(house, [
      '--json',
      ...['--url', `${house.serverUrl}/api/uploads`],
      ...['--header', `Authorization: Bearer ${await signIn(house)}`],
      ...['--create-header', `X-Keepsake-Asset: ${encoded}`],
    ]);
    expect(stderr).toBe('');
    const { totals, results } = JSON.parse(stdout) as Report;
    const notPassed = results.flatMap(({ test, outcome }) =>
      outcome.kind === 'pass' ? [] : [{ test, ...outcome }],
    );
    // Larger appends than announced are taken, short creations have no progress to tell, and files come as they are.
    expect(notPassed).toMatchObject([
      { test: '4.1.4 Limits: MUST 413 of an append has Upload-Limit', feature: 'early-refusal' },
      { test: '4.2.2 Upload Creation: states progress is told truly', feature: 'interim-responses' },
      { test: '8 Content Codings: states the offset counts coded bytes', feature: 'content-codings' },
    ]);
    expect(totals).toEqual({ pass: ALL - 3, fail: 0, warn: 0, skipped: 3 });
  });

  it('passes a server that does everything as the draft says, with all its tests', async () => {
    const results = await runAgainst(undefined, '');
    expect(results.filter(({ outcome }) => outcome.kind !== 'pass')).toEqual([]);
    expect(results).toHaveLength(ALL);
    expect(new Set(results.map(({ test }) => test)).size).toBe(ALL);
  });

  const blames = Object.entries(FAULTS).flatMap(([fault, tests]) => tests.map((test) => ({ fault, test })));

  it.for(blames)('blames $fault by "$test"', async ({ fault, test }) => {
    const results = await runAgainst(fault as Fault, test);
    expect(results).toHaveLength(1);
    const [{ outcome, level }] = results as [Result];
    const isRecommended = ['SHOULD', 'SHOULD NOT', 'RECOMMENDED'].includes(level);
    expect(outcome).toMatchObject({ kind: isRecommended ? 'warn' : 'fail' });
  });

  it('has no test that no fault is there for', () => {
    const names = CHAPTERS.flatMap((chapter) => chapter.tests.map((test) => fullName(chapter, test)));
    expect(names.filter((name) => !blames.some(({ test }) => name.endsWith(test)))).toEqual([]);
  });

  it('ends with 1 for a violation, 0 for a warning, and 1 for that too when it is strict', async ({
    house,
  }) => {
    const server = await openReferenceServer(['no-accept-patch', 'options-without-limit']);
    try {
      const to = ['--url', server.url.href, '--header', `Authorization: ${server.authorization}`];
      const violated = await runProgram(house, [...to, '--only', 'OPTIONS has Accept-Patch']);
      expect(violated.stdout).toContain('FAIL     4.1.4 Limits: MUST OPTIONS has Accept-Patch');
      expect(violated.stdout).toContain('1 tests: 0 passed, 1 failed, 0 warnings, 0 skipped');
      expect(violated.exitCode).toBe(1);
      const warned = await runProgram(house, [...to, '--only', 'OPTIONS has Upload-Limit']);
      expect(warned.stdout).toContain('warn     4.1.4 Limits: SHOULD OPTIONS has Upload-Limit');
      expect(warned.exitCode).toBe(0);
      const strict = await runProgram(house, [...to, '--strict', '--only', 'OPTIONS has Upload-Limit']);
      expect(strict.exitCode).toBe(1);
      const none = await runProgram(house, [...to, '--only', 'no test has this name']);
      expect(none.exitCode).toBe(1);
    } finally {
      await server.close();
    }
  });

  it('says which feature a server does not offer, which only a strict run minds', async ({ house }) => {
    const server = await openReferenceServer(['no-104']);
    try {
      const to = ['--url', server.url.href, '--header', `Authorization: ${server.authorization}`];
      const only = ['--only', '104 has Location'];
      const plain = await runProgram(house, [...to, ...only]);
      expect(plain.stdout).toContain('(not offered: interim-responses) no 104 was sent');
      expect(plain.exitCode).toBe(0);
      const strict = await runProgram(house, [...to, ...only, '--strict']);
      expect(strict.exitCode).toBe(1);
      const allowed = ['--strict', '--allow-unsupported', 'interim-responses'];
      expect((await runProgram(house, [...to, ...only, ...allowed])).exitCode).toBe(0);
    } finally {
      await server.close();
    }
  });

  it('ends with 2 and a sentence for a command that it cannot follow', async ({ house }) => {
    const noUrl = await runProgram(house, []);
    expect(noUrl).toMatchObject({ exitCode: 2, stdout: '', stderr: '--url is missing; --help says more.\n' });
    const noServer = await openReferenceServer();
    await noServer.close();
    const away = await runProgram(house, ['--url', noServer.url.href]);
    expect(away.exitCode).toBe(2);
    expect(away.stderr).toContain('ECONNREFUSED');
  });
});
