import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { OWN_CERTIFICATE } from '@keepsake/testkit';
import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { writePhotos } from './house/photos.ts';
import { json, openScriptedServer, type Script } from './house/scripted-server.ts';

const ME = {
  id: '0b1d8a3e-7d53-4a1d-9d4c-1f3f9f0f1a11',
  name: 'Ada',
  email: 'ada@example.org',
  isAdmin: true,
  avatarColor: 'blue',
  profileImagePath: '',
  profileChangedAt: '2026-01-01T00:00:00.000Z',
  storageLabel: null,
  shouldChangePassword: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  deletedAt: null,
  oauthId: '',
  status: 'active',
  license: null,
  quotaSizeInBytes: null,
  quotaUsageInBytes: 0,
};

const NONSENSE: Readonly<Record<string, Script>> = {
  'a web page for everything': (_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<html><body>Welcome to Hotel Wi-Fi</body></html>');
  },
  'a redirect for everything': (_request, response) => {
    response.writeHead(302, { location: '/sign-in' }).end();
  },
  'nothing for everything': (_request, response) => {
    response.writeHead(200).end();
  },
  'other data for everything': (_request, response) => {
    json(response, 200, { ok: true, existingIds: 'all', results: [] });
  },
  'an error for everything': (_request, response) => {
    json(response, 500, { message: 'Internal Server Error' });
  },
  'sense for who it is, and nonsense for what it has': (request, response) => {
    if (request.url?.endsWith('/users/me') === true) json(response, 200, ME);
    else json(response, 200, { existingIds: null, results: [] });
  },
  'sense until photos come': (request, response) => {
    if (request.url?.endsWith('/users/me') === true) json(response, 200, ME);
    else if (request.url?.endsWith('/exist') === true) json(response, 200, { existingIds: [] });
    else if (request.url?.endsWith('/bulk-upload-check') === true) json(response, 200, { results: [] });
    else json(response, 201, {});
  },
};

describe('a server that answers', () => {
  // At once, because a backup asks up to five times within ten seconds, with pauses that are real.
  it.concurrent.for(Object.entries(NONSENSE))(
    '[E6][E1] %s never passes for a backup',
    async ([, script], { house }) => {
      const server = await openScriptedServer(script);
      try {
        await house.pretendSignedIn(server.url);
        await writePhotos(house.library, 2);

        const { exitCode, stdout, stderr } = await house.keepsake(['backup', house.library]);

        expect({ exitCode, stderr }).toEqual({ exitCode: 6, stderr: '' });
        expect(stdout).not.toMatch(/Backup complete|everything is backed up|^ +at /m);
        expect(stdout).toMatch(/The server kept failing|did not come from a photo server/);
        expect(server.requestCount()).toBeGreaterThanOrEqual(3);
      } finally {
        await server.close();
      }
    },
  );
});

describe('no server', () => {
  it('[E1][E6] is said at once, in one sentence that says what to do', async ({ house }) => {
    const server = await openScriptedServer(() => undefined);
    await server.close();
    await house.pretendSignedIn(server.url);
    await writePhotos(house.library, 2);

    const backup = await house.keepsake(['backup', house.library]);
    expect(backup.exitCode).toBe(6);
    expect(backup.stdout).toContain(
      'The server could not be reached (nothing answers at this address and port). Check that it is running',
    );
    expect(backup.durationMs).toBeLessThan(3_000);

    for (const [words, again] of [
      [['restore', house.folder], 'restore again'],
      [['verify', '--deep'], 'verify again'],
    ] as const) {
      const { exitCode, stderr } = await house.keepsake(words);
      expect([exitCode, stderr]).toEqual([6, expect.stringContaining(`are online, then ${again}.\n`)]);
      expect(stderr).not.toContain('backup');
    }

    const login = await house.keepsake(['login', server.url, '--email', 'a@example.org'], {
      stdin: 'secret\n',
    });
    expect(login.exitCode).toBe(6);
    expect(login.stderr.trim().split('\n')).toHaveLength(1);
    expect(login.stderr).toContain(`No server answers at ${server.url}`);
  });

  it('[E6] that keeps photos is there, but something else', async ({ house }) => {
    const server = await openScriptedServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works!</h1>');
    });
    try {
      const { exitCode, stderr } = await house.keepsake(['login', server.url, '--email', 'a@example.org'], {
        stdin: 'secret\n',
      });
      expect(exitCode).toBe(6);
      expect(stderr).toBe(
        `There is a server at ${server.url}, but it is not a photo server. Check the address.\n`,
      );
    } finally {
      await server.close();
    }
  });
});

describe('a server whose certificate nobody signed', () => {
  it('[E1] is sent nothing, and is not called silent', async ({ house }) => {
    let requests = 0;
    const server = createServer(OWN_CERTIFICATE, (_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await house.pretendSignedIn(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
      await writePhotos(house.library, 2);
      const { exitCode, stdout } = await house.keepsake(['backup', house.library]);
      expect([exitCode, requests]).toEqual([6, 0]);
      expect(stdout).toContain(
        'The server is not trusted (its certificate is signed by itself alone), so nothing is sent',
      );
    } finally {
      server.close();
    }
  });
});
