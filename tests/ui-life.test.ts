import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AlbumId } from '@keepsake/engine';
import { openScriptedServer } from '@keepsake/testkit';
import { describe, expect } from 'vitest';
import { ACCOUNT, it } from './house/house.ts';
import { photo, writeFiles, writePhotos } from './house/photos.ts';
import {
  asWatched,
  chooseEverything,
  enter,
  openUi,
  settleUi,
  untilAnswer,
  untilConnected,
  untilValue,
} from './house/ui.ts';

describe('the first run', () => {
  it('leads from nothing to a backup in one life of the agent, and answers all the way', async ({
    house,
  }) => {
    await writeFiles(house.library, { 'Trip/a.jpg': photo(1), 'Trip/b.jpg': photo(2) });
    const [, ui] = await Promise.all([house.startServer(), openUi(house)]);
    const { controller, account, device, photos, history, link } = ui.connect();
    expect(link.state.current()).toEqual({ kind: 'connecting' });
    await untilValue(account.state, ({ kind }) => kind === 'signed-out');
    expect(account.state.current()).toEqual({ kind: 'signed-out', lastServerUrl: undefined });
    expect(device.access.current()).toEqual({ kind: 'folders', folders: [] });
    expect(device.name).toBeTypeOf('string');
    expect(device.hasCloudOriginals.current()).toBe(['darwin', 'win32'].includes(process.platform));

    // Nothing yet, and nothing fails.
    expect(await controller.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
    expect((await controller.readStatus()).statistics.libraryCount).toBe(0);
    expect(await controller.listAlbums()).toEqual([]);
    expect(await photos.search({ text: 'a', after: undefined, limit: 5 })).toEqual([]);
    expect((await photos.previewChoices(new Map())).candidateBytes).toBe(0);
    expect([await history.readDays(0), await history.readAlbums()]).toEqual([[], []]);
    await controller.changeSettings({ parallelUploads: 2 });

    const { port } = new URL(house.serverUrl);
    const signal = new AbortController().signal;
    expect(await account.findServer(`127.0.0.1:${port}/api/`, signal)).toEqual({
      kind: 'keepsake',
      version: '0.1.0',
      url: house.serverUrl,
      awaitsFirstAccount: true,
      isUnencrypted: false,
    });
    const other = await openScriptedServer((_request, response) => void response.end('<html>'));
    expect(await account.findServer(other.url, signal)).toEqual({ kind: 'not-a-photo-server' });
    other.close();
    const moved = await openScriptedServer((_request, response) => {
      response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
    });
    expect(await account.findServer(moved.url, signal)).toEqual({
      kind: 'points-elsewhere',
      url: 'http://elsewhere.example',
    });
    moved.close();
    expect(await account.findServer('http://127.0.0.1:1', signal)).toEqual({ kind: 'no-answer' });
    expect(await account.findServer('not an address', signal)).toEqual({ kind: 'not-an-address' });

    expect(await account.signIn(house.serverUrl, { kind: 'api-key', secret: 'guessed' })).toEqual({
      kind: 'wrong-credentials',
    });
    // What makes an account is for the server to say, in words that reach the person.
    expect(
      await account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT, password: 'short' }),
    ).toMatchObject({ kind: 'refused', detail: expect.stringContaining('password') as string });
    await expect(
      account.signIn(house.serverUrl, { kind: 'password', email: ACCOUNT.email, password: 'x'.repeat(3000) }),
    ).rejects.toMatchObject({ name: 'CallRefused' });
    expect(await account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT })).toEqual({
      kind: 'signed-in',
    });
    await untilValue(account.state, (state) => state.kind === 'signed-in' && state.version === '0.1.0');
    expect(account.state.current()).toEqual({
      kind: 'signed-in',
      serverUrl: house.serverUrl,
      product: 'keepsake',
      version: '0.1.0',
      userName: ACCOUNT.name,
      email: ACCOUNT.email,
      shouldChangePassword: false,
    });
    expect(await controller.start()).toMatchObject({ kind: 'stopped', code: 'library-unavailable' });

    expect((await device.listFolders(undefined)).folders.map(({ path }) => path)).toContain(house.folder);
    expect((await device.listFolders(undefined)).picturesPath).toBeUndefined();
    const bilder = join(house.folder, 'Bilder');
    await writeFiles(house.folder, {
      'Bilder/2024/c.jpg': photo(3),
      'Bilder/Screenshots/d.png': photo(4),
      '.config/user-dirs.dirs': 'XDG_PICTURES_DIR="$HOME/Bilder"\n',
    });
    expect((await device.listFolders(undefined)).picturesPath).toBe(bilder);
    expect(await device.countPhotos(bilder, signal)).toEqual({
      photoCount: 2,
      sizeBytes: 800,
      isMore: false,
      screenshots: [{ name: 'Screenshots', photoCount: 1, sizeBytes: 400 }],
    });
    const listing = await device.listFolders(house.library);
    expect(listing).toMatchObject({ path: house.library, parentPath: house.folder });
    expect(listing.folders).toEqual([{ path: join(house.library, 'Trip'), name: 'Trip' }]);
    await device.chooseFolders([house.library, join(house.library, 'Trip')]);
    expect(device.access.current()).toEqual({
      kind: 'folders',
      folders: [{ path: house.library, isThere: true }],
    });
    expect((await controller.readSettings()).parallelUploads).toBe(2);

    const everything = new Map([['everything' as AlbumId, 'selected' as const]]);
    expect(await photos.previewChoices(everything)).toMatchObject({
      candidateBytes: 800,
      statistics: { waitingCount: 2 },
    });
    await controller.chooseAlbums(everything);
    expect(await controller.start()).toEqual({ kind: 'completed' });
    const [trip] = await history.readAlbums();
    expect(trip).toMatchObject({ name: 'Trip', candidateCount: 2, backedUpCount: 2, backedUpBytes: 800 });
    expect(await history.readDays(0)).toMatchObject([{ uploadedCount: 2, uploadedBytes: 800 }]);
    expect(
      (await photos.search({ text: 'TRIP b', after: undefined, limit: 5 })).map(
        ({ asset }) => asset.original.fileName,
      ),
    ).toEqual(['b.jpg']);
    const year = new Date().getFullYear();
    const meanings = [{ word: 'heuer', year }];
    const ofThisYear = await photos.search({ text: 'heuer', after: undefined, limit: 5, meanings });
    expect(ofThisYear.length).toBeGreaterThan(0);
    const both = new Map([...everything, [trip?.albumId as AlbumId, 'excluded' as const]]);
    expect((await photos.previewChoices(both)).keptOut).toEqual(new Map([[trip?.albumId, 2]]));
  });
});

describe('a run', () => {
  it('belongs to the agent: it goes on when its page is gone, and another page sees its end', async ({
    house,
  }) => {
    await writePhotos(house.library, 3);
    const [server, ui] = await Promise.all([house.startServer(), openUi(house)]);
    const first = ui.connect();
    await first.account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT });
    await first.device.chooseFolders([house.library]);
    await chooseEverything(first);
    server.kill('SIGSTOP');
    first.controller.start().catch(() => undefined);
    await untilValue(asWatched(first.controller), ({ activity }) => activity.kind === 'connecting');
    ui.close();

    const second = ui.connect();
    await untilConnected(second);
    expect(second.controller.snapshot().activity.kind).toBe('connecting');
    server.kill('SIGCONT');
    await untilValue(asWatched(second.controller), ({ lastOutcome }) => lastOutcome?.kind === 'completed');
    expect((await second.controller.readStatus()).statistics.uploadedCount).toBe(3);
  });

  it('of another process shows: what it does is counted here within seconds', async ({ house }) => {
    await writePhotos(house.library, 2);
    const { ports } = await settleUi(house);
    expect((await house.keepsake(['backup'])).exitCode).toBe(0);
    await untilValue(asWatched(ports.controller), ({ statistics }) => statistics?.uploadedCount === 2);
  });

  it.for([true, false])(
    'that another process is in the way of is made up for once that has let go (by itself: %s)',
    async (backgroundBackup, { house }) => {
      await writePhotos(house.library, 2);
      const [server, ui] = await Promise.all([house.startServer(), openUi(house)]);
      const ports = ui.connect();
      await ports.account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT });
      await ports.device.chooseFolders([house.library]);
      await chooseEverything(ports);
      await ports.controller.changeSettings({ backgroundBackup });
      server.kill('SIGSTOP');
      const other = house.startKeepsake(['backup', '--json']);
      await other.untilLine((line) => line.includes('"connecting"'));

      expect(await ports.controller.start()).toEqual({ kind: 'already-running' });
      const outcome = () => ports.controller.snapshot().lastOutcome?.kind;
      // While it is at work, that is what is said.
      await sleep(7_000);
      expect(outcome()).toBe('already-running');
      other.kill('SIGKILL');
      await other.ended;
      server.kill('SIGCONT');

      await untilValue(asWatched(ports.controller), ({ lastOutcome }) => lastOutcome?.kind === 'completed');
      const { statistics } = await ports.controller.readStatus();
      expect(statistics.candidates).toMatchObject({ waitingCount: backgroundBackup ? 0 : 2 });
    },
  );

  it('comes by itself after a change of the library, once a person began the first', async ({ house }) => {
    const { ui, ports } = await settleUi(house);
    await ports.controller.changeSettings({ triggerDelayMs: 200 });
    await chooseEverything(ports);
    await writePhotos(house.library, 1);
    // Long enough for it to begin, and for its photo to be sent.
    await sleep(2_000);
    expect(await house.api.total()).toBe(0);

    expect(await ports.controller.start()).toEqual({ kind: 'completed' });
    await writePhotos(house.library, 1, 2);
    const uploaded = (count: number) =>
      untilValue(asWatched(ports.controller), ({ statistics }) => statistics?.uploadedCount === count);
    await uploaded(2);
    // The next agent knows that it was begun.
    ui.process.kill('SIGKILL');
    await ui.process.ended;
    await writePhotos(house.library, 1, 3);
    house.startKeepsake(['ui', '--no-open']);
    await uploaded(3);
  });
});

describe('the agent', () => {
  it('that dies under the page is missed, and found again by the same page', async ({ house }) => {
    await writePhotos(house.library, 2);
    const { ui, ports } = await settleUi(house);
    await chooseEverything(ports);
    ui.process.kill('SIGKILL');
    await untilValue(ports.link.state, ({ kind }) => kind === 'lost');
    await expect(ports.controller.readSettings()).rejects.toMatchObject({ name: 'LinkLost' });
    await expect(ports.controller.start()).rejects.toMatchObject({ name: 'LinkLost' });

    house.startKeepsake(['ui', '--no-open']);
    await untilConnected(ports);
    await untilValue(ports.account.state, ({ kind }) => kind === 'signed-in');
    await untilAnswer(
      () => ports.controller.listAlbums(),
      (albums) => albums.length > 0,
    );
    expect(await ports.controller.start()).toEqual({ kind: 'completed' });
    expect((await ports.controller.readStatus()).statistics.uploadedCount).toBe(2);
  });

  it('whose run dies with it says that nobody knows how it ended', async ({ house }) => {
    await writePhotos(house.library, 2);
    const [server, ui] = await Promise.all([house.startServer(), openUi(house)]);
    const ports = ui.connect();
    await ports.account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT });
    // The run that is waited for is the one of the page.
    await ports.controller.changeSettings({ backgroundBackup: false });
    await ports.device.chooseFolders([house.library]);
    server.kill('SIGSTOP');
    const run = ports.controller.start();
    run.catch(() => undefined);
    await untilValue(asWatched(ports.controller), ({ activity }) => activity.kind === 'connecting');
    ui.process.kill('SIGKILL');
    await ui.process.ended;
    house.startKeepsake(['ui', '--no-open']);
    await expect(run).rejects.toMatchObject({ name: 'LinkLost' });
    server.kill('SIGCONT');
  });

  it('is shown a second time, not started; ends at Ctrl-C within a second, and loses nothing', async ({
    house,
  }) => {
    await writePhotos(house.library, 2);
    const [server, ui] = await Promise.all([house.startServer(), openUi(house)]);
    const ports = ui.connect();
    await ports.account.signIn(house.serverUrl, { kind: 'first-account', ...ACCOUNT });
    await ports.device.chooseFolders([house.library]);
    await chooseEverything(ports);
    const again = await house.keepsake(['ui', '--no-open', '--port', '1']);
    expect([again.exitCode, again.stderr]).toEqual([0, '']);
    const other = await enter(ui.process, /http:\/\/\S+/.exec(again.stdout)?.[0] ?? '');
    expect(other.origin).toBe(ui.origin);
    await untilConnected(other.connect());
    other.close();

    server.kill('SIGSTOP');
    ports.controller.start().catch(() => undefined);
    await untilValue(asWatched(ports.controller), ({ activity }) => activity.kind === 'connecting');
    const askedAt = performance.now();
    ui.process.kill('SIGINT');
    expect((await ui.process.ended).exitCode).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(1_500);
    server.kill('SIGCONT');
    expect((await house.keepsake(['backup'])).exitCode).toBe(0);
  });

  it('that has nothing to do ends at Ctrl-C at once, whoever looks on', async ({ house }) => {
    await writePhotos(house.library, 2);
    const { ui, ports } = await settleUi(house);
    await chooseEverything(ports);
    expect(await ports.controller.start()).toEqual({ kind: 'completed' });
    // It looks out for what other processes do meanwhile, and for changes.
    await sleep(3_500);
    const askedAt = performance.now();
    ui.process.kill('SIGINT');
    expect((await ui.process.ended).exitCode).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(900);
  });

  it('says when a port is taken, and which words it knows', async ({ house }) => {
    await house.startServer();
    const { port } = new URL(house.serverUrl);
    const taken = await house.keepsake(['ui', '--no-open', '--port', port]);
    expect(taken.exitCode).toBe(2);
    expect(taken.stderr).toContain(`Port ${port} cannot be used`);
    const odd = await house.keepsake(['ui', '--port', '70000']);
    expect([odd.exitCode, odd.stderr]).toEqual([2, '--port needs a number from 1 to 65535.\n']);
  });

  it('does not let in a page without its key, and says so to it', async ({ house }) => {
    const ui = await openUi(house);
    const stranger = await enter(ui.process, `${ui.origin}/open/guessed`);
    await untilValue(stranger.connect().link.state, ({ kind }) => kind === 'refused');
    stranger.close();
  });
});
