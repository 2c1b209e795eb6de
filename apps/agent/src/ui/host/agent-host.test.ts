import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock, FakeConditions } from '@keepsake/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openNodeHttpTransport } from '../../net/node-http-transport.ts';
import { openProfile } from '../../profile/profile.ts';
import { AgentHost } from './agent-host.ts';
import { openUiNotes } from './ui-note.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keepsake-host-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

it('shows what could not be read at first, once it can be', async () => {
  const profile = await openProfile(home);
  const clock = createFakeClock();
  const transport = openNodeHttpTransport();
  const host = new AgentHost({
    profile,
    notes: await openUiNotes(home),
    transport,
    clock,
    conditions: new FakeConditions(),
    forgetPictures: async () => undefined,
  });
  // A folder in the place of the file.
  await mkdir(join(home, 'last-library.json'));
  await expect(host.begin()).rejects.toThrow('cannot read its file');
  host.look();
  await clock.advance(3_000);
  expect(host.account.state.current()).toEqual({ kind: 'loading' });

  await rm(join(home, 'last-library.json'), { recursive: true });
  await expect
    .poll(async () => {
      await clock.advance(3_000);
      return host.account.state.current().kind;
    })
    .toBe('signed-out');
  expect(host.access.current()).toEqual({ kind: 'folders', folders: [] });
  await host.close();
  transport.close();
});
