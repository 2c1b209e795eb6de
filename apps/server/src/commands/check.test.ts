import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
import { openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { runCommand } from '../testing/run-command.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('npm run server -- check', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const folder = 'ada/2024/05';
  const fileOf = (name: string): string => `${server.dataDir}/originals/${folder}/${name}`;
  const change = (statement: string): void => {
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    database.exec(statement);
    database.close();
  };
  const live = {
    bytes: 'still',
    fileName: 'live.jpg',
    motion: { bytes: 'moving', fileName: 'live.mov' },
    sidecar: { bytes: '<x/>', fileName: 'live.xmp' },
  };

  it('[H16] finds nothing beside a running server where nothing is wrong, and adds up', async () => {
    await server.client.upload(live);
    expect(await runCommand(server.dataDir, ['check'])).toEqual({
      code: 0,
      err: '',
      out: [
        'database: whole',
        'originals: 2 = 2 there + 0 missing + 0 damaged + 0 unreadable + 0 deleted meanwhile',
        'sidecars: 1 = 1 there + 0 missing + 0 damaged + 0 unreadable + 0 deleted meanwhile',
        'files: 3 = 2 originals + 1 sidecars + 0 set aside + 0 arriving + 0 leaving + 0 that no row names + 0 removed meanwhile',
        'users: 1, 0 charged wrongly',
        'motion parts: 1, 0 linked wrongly',
        '',
      ].join('\n'),
    });
  });

  it('[H16] finds what is missing and what has another size, and the server asks for it again', async () => {
    const missing = (await server.client.upload({ bytes: 'missing', fileName: 'missing.jpg' })).body.id;
    const cut = (await server.client.upload({ bytes: 'cut short', fileName: 'cut.jpg' })).body.id;
    const still = (await server.client.upload(live)).body.id;
    await rm(fileOf('missing.jpg'));
    await writeFile(fileOf('cut.jpg'), 'cut');
    await rm(fileOf('live.jpg.xmp'));
    const { code, out } = await runCommand(server.dataDir, ['check', '--json']);
    expect(code).toBe(3);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { summary?: unknown; problem?: string });
    expect(lines).toHaveLength(4);
    expect(lines).toContainEqual(
      expect.objectContaining({ problem: 'original-missing', path: `${folder}/missing.jpg`, asset: missing }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        ...{ problem: 'original-damaged', path: `${folder}/cut.jpg`, asset: cut },
        why: 'it has 3 bytes instead of 9',
      }),
    );
    expect(lines).toContainEqual({
      ...{ problem: 'sidecar-missing', path: `${folder}/live.jpg.xmp`, asset: still },
    });
    expect(lines.at(-1)).toMatchObject({
      exitCode: 3,
      summary: {
        originals: { right: 2, missing: 1, damaged: 1 },
        sidecars: { right: 0, missing: 1 },
        files: { originals: 3, orphans: 0 },
      },
    });
    const { body } = await server.client.post('/assets/exist', {
      ...{ deviceId: 'device-1', deviceAssetIds: ['asset-1'] },
    });
    expect(body.existingIds).toEqual(['asset-1']);
    expect(server.rowCount('findings')).toBe(2);
  });

  it('[H16] lists files that no row names, and moves them only when it is asked to, overwriting nothing', async () => {
    await server.client.upload({ bytes: 'kept', fileName: 'kept.jpg' });
    await writeFile(fileOf('stray.jpg'), 'stray');
    await writeFile(fileOf('KEPT.JPG'), 'only the case differs');
    await mkdir(`${server.dataDir}/lost+found/${folder}`, { recursive: true });
    await writeFile(`${server.dataDir}/lost+found/${folder}/stray.jpg`, 'an older one');
    const listed = await runCommand(server.dataDir, ['check']);
    expect(listed.code).toBe(10);
    expect(listed.out).toContain(`no row names ${folder}/stray.jpg\n`);
    expect(listed.out).toContain(`no row names ${folder}/KEPT.JPG\n`);
    expect(await server.originals()).toHaveLength(3);
    const moved = await runCommand(server.dataDir, ['check', '--move-orphans']);
    expect(moved.out).toContain(
      `no row names ${folder}/stray.jpg; it is now lost+found/${folder}/stray (2).jpg\n`,
    );
    expect(await server.originals()).toEqual([`${folder}/kept.jpg`]);
    expect(await filesBelow(`${server.dataDir}/lost+found/${folder}`)).toEqual([
      ...['KEPT.JPG', 'stray (2).jpg', 'stray.jpg'],
    ]);
    expect(await readFile(`${server.dataDir}/lost+found/${folder}/stray (2).jpg`, 'utf8')).toBe('stray');
    expect((await runCommand(server.dataDir, ['check'])).code).toBe(0);
  });

  it('[H16] knows what is arriving, what is leaving and what was set aside', async () => {
    const upload = { bytes: 'damaged', fileName: 'damaged.jpg' };
    await server.client.upload(upload);
    await writeFile(fileOf('damaged.jpg'), 'cut');
    await server.client.upload(upload);
    await server.server.close();
    await writeFile(fileOf('leaving.jpg'), 'x');
    await writeFile(fileOf('arriving.jpg'), 'x');
    change(`insert into removals values ('${folder}/leaving.jpg')`);
    change(`insert into claims values ('${folder}/arriving.jpg', 1, 'x')`);
    const { code, out } = await runCommand(server.dataDir, ['check', '--move-orphans']);
    expect(out).toContain(
      'files: 4 = 1 originals + 0 sidecars + 1 set aside + 1 arriving + 1 leaving + 0 that no row names + 0 removed meanwhile\n',
    );
    expect(code).toBe(0);
  });

  it('[H16] takes nothing that is under way for wrong', async () => {
    const raw = await openRaw(server);
    raw.write(uploadHead(server, 1_000_000) + part('assetData', 'x'.repeat(100_000), 'a.jpg').slice(0, -2));
    await expect.poll(() => server.staged()).toHaveLength(1);
    const stop = new AbortController();
    const traffic = (async () => {
      for (let n = 0; !stop.signal.aborted; n++) {
        const { id } = (await server.client.upload({ bytes: `n${n}`, fileName: `${n}.jpg` })).body;
        if (n % 2 === 1) await server.client.send('DELETE', '/assets', { ids: [id], force: true });
      }
    })();
    for (let run = 0; run < 3; run++)
      expect(await runCommand(server.dataDir, ['check', '--move-orphans'])).toMatchObject({ code: 0 });
    stop.abort();
    await traffic;
    raw.socket.destroy();
  });

  it('[H16] finds sums and links that are wrong', async () => {
    const { body } = await server.client.upload(live);
    await server.client.upload({ bytes: 'photo', fileName: 'photo.jpg' });
    change('update users set usage_bytes = usage_bytes + 7');
    change(`update assets set kind = 'image' where id = '${body.livePhotoVideoId}'`);
    const { code, out } = await runCommand(server.dataDir, ['check']);
    expect(code).toBe(10);
    expect(out).toContain('ada@example.org is charged for 27 bytes and keeps 20\n');
    expect(out).toContain(
      `motion part ${body.livePhotoVideoId} of ${body.id}: only a video is a motion part\n`,
    );
  });

  it('[H16] says that the database is damaged', async () => {
    await server.client.upload({ bytes: 'kept', fileName: 'kept.jpg' });
    change(`pragma foreign_keys = off; update assets set owner_id = 'nobody'`);
    const { code, out } = await runCommand(server.dataDir, ['check']);
    expect(code).toBe(4);
    expect(out).toMatch(/^database: row \d+ of assets names a row of users that is not there$/m);
  });

  it('[H16] refuses what it does not know, and says where nothing is', async () => {
    expect((await runCommand(server.dataDir, ['check', '--repair'])).code).toBe(2);
    expect((await runCommand(`${server.dataDir}/nowhere`, ['check'])).code).toBe(4);
  });
});
