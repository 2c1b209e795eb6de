import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AlbumId } from '@keepsake/engine';
import { describe, expect } from 'vitest';
import { ACCOUNT, it, type House } from './house/house.ts';
import { photo, writeFiles, writePhotos } from './house/photos.ts';
import { asWatched, chooseEverything, openUi, settleUi, untilAnswer, untilValue } from './house/ui.ts';

describe('signing in', () => {
  it('again after the session ended renews it, without a new start', async ({ house }) => {
    await writePhotos(house.library, 1);
    const { ports } = await settleUi(house);
    await chooseEverything(ports);
    await house.revokeSession();
    expect(await ports.controller.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
    await untilValue(ports.account.state, ({ kind }) => kind === 'expired');
    // Shown as the server writes it.
    const login = {
      kind: 'password',
      email: ACCOUNT.email.toUpperCase(),
      password: ACCOUNT.password,
    } as const;
    expect(await ports.account.signIn(house.serverUrl, { ...login, password: 'wrong' })).toEqual({
      kind: 'wrong-credentials',
    });
    expect(await ports.account.signIn(house.serverUrl, login)).toEqual({ kind: 'signed-in' });
    await untilValue(
      ports.account.state,
      (state) => state.kind === 'signed-in' && state.email === ACCOUNT.email,
    );
    await untilAnswer(
      () => ports.controller.start(),
      ({ kind }) => kind === 'completed',
    );
    expect((await ports.controller.readStatus()).statistics.uploadedCount).toBe(1);
  });

  it('and out keeps what is known, or forgets all of it', async ({ house }) => {
    await writePhotos(house.library, 1);
    const { ports } = await settleUi(house);
    await chooseEverything(ports);
    await ports.controller.start();
    await ports.account.signOut({ forgetsLedger: false });
    expect(ports.account.state.current()).toEqual({
      kind: 'signed-out',
      lastServerUrl: house.serverUrl,
      lastEmail: ACCOUNT.email,
    });
    expect(await ledgerNames(house)).toHaveLength(1);
    const { statistics, lastBackupAtMs } = await ports.controller.readStatus();
    expect(statistics.candidates).toMatchObject({ totalCount: 1, backedUpCount: 1 });
    expect(lastBackupAtMs).toBeTypeOf('number');
    expect((await house.keepsake(['status'])).exitCode).toBe(5);

    const login = { kind: 'password', email: ACCOUNT.email, password: ACCOUNT.password } as const;
    await ports.account.signIn(house.serverUrl, login);
    await untilAnswer(
      () => ports.controller.readStatus(),
      ({ statistics }) => statistics.uploadedCount === 1,
    );
    await ports.account.signOut({ forgetsLedger: true });
    expect(await readdir(join(house.homeFolder, 'ledgers'))).toEqual([]);
    expect((await ports.controller.readStatus()).statistics.libraryCount).toBe(0);
    await untilValue(
      ports.device.access,
      (access) => access.kind === 'folders' && access.folders.length === 0,
    );
  });
});

it('forgets what is of whoever signs out, and leaves what is of another one', async ({ house }) => {
  const [album, usb] = [join(house.folder, 'Album'), join(house.folder, 'usb')];
  await writePhotos(house.library, 2);
  await writePhotos(album, 1, 10);
  await writePhotos(usb, 1, 20);
  const { ports } = await settleUi(house);
  const { account, controller, device } = ports;
  await chooseEverything(ports);
  expect(await controller.start()).toEqual({ kind: 'completed' });
  await account.signOut({ forgetsLedger: false });

  const person = { email: 'opa@example.org', password: 'long enough', name: 'Opa' };
  await house.api.call('POST', '/admin/users', person);
  const opa = { kind: 'password', email: person.email, password: person.password } as const;
  await account.signIn(house.serverUrl, opa);
  // Two libraries, one of which is not among those that are backed up, and one that is hers as well.
  await house.keepsake(['albums', '--library', album]);
  await device.chooseFolders([usb]);
  await chooseEverything(ports);
  await controller.start();
  expect(await ledgerNames(house)).toHaveLength(4);
  await account.signOut({ forgetsLedger: true });
  expect(await ledgerNames(house)).toHaveLength(1);

  const oma = { kind: 'password', email: ACCOUNT.email, password: ACCOUNT.password } as const;
  await account.signIn(house.serverUrl, oma);
  await untilValue(
    device.access,
    (access) => access.kind === 'folders' && access.folders.map(({ path }) => path).join() === house.library,
  );
  const { statistics } = await untilAnswer(
    () => controller.readStatus(),
    ({ statistics }) => statistics.libraryCount === 2,
  );
  expect(statistics.candidates).toMatchObject({ totalCount: 2, backedUpCount: 2 });
  // It goes on by itself.
  await writePhotos(house.library, 1, 30);
  await untilAnswer(
    () => controller.readStatus(),
    ({ statistics }) => statistics.candidates.backedUpCount === 3,
  );
  await account.signOut({ forgetsLedger: true });
  expect(await readdir(join(house.homeFolder, 'ledgers'))).toEqual([]);
});

const ledgerNames = async (house: House): Promise<readonly string[]> =>
  (await readdir(join(house.homeFolder, 'ledgers'))).filter((name) => name.endsWith('.sqlite'));

it('is known to an agent that was started anew of whoever signed out, until it is forgotten', async ({
  house,
}) => {
  await writePhotos(house.library, 2);
  const before = await settleUi(house);
  await chooseEverything(before.ports);
  await before.ports.controller.start();
  await before.ports.controller.verify({ isDeep: false });
  const { lastBackupAtMs, lastVerifiedAtMs } = await before.ports.controller.readStatus();
  await before.ports.account.signOut({ forgetsLedger: false });
  before.ui.process.kill('SIGTERM');
  await before.ui.process.ended;

  const { account, controller } = (await openUi(house)).connect();
  await untilValue(account.state, ({ kind }) => kind === 'signed-out');
  expect(account.state.current()).toMatchObject({ lastEmail: ACCOUNT.email });
  const known = await untilValue(
    asWatched(controller),
    ({ statistics }) => statistics?.candidates.backedUpCount === 2,
  );
  expect(known).toMatchObject({ lastBackupAtMs, lastVerifiedAtMs });
  await account.signOut({ forgetsLedger: true });
  await untilValue(account.state, (state) => state.kind === 'signed-out' && state.lastEmail === undefined);
  expect((await controller.readStatus()).statistics.libraryCount).toBe(0);
  expect(await readdir(join(house.homeFolder, 'ledgers'))).toEqual([]);
});

describe('folders that were backed up by themselves before', () => {
  it('are named while they are not looked at, and join with what was excluded in them, sent once', async ({
    house,
  }) => {
    const usb = join(house.folder, 'usb');
    await writeFiles(house.library, { 'a.jpg': photo(1), 'Screenshots/s.jpg': photo(2), 'empty.jpg': '' });
    await writeFiles(usb, { 'c.jpg': photo(3), 'Private/p.jpg': photo(4) });
    await house.settle();
    await house.keepsake(['backup', house.library, '--exclude', 'Screenshots']);
    await house.keepsake(['backup', usb, '--exclude', 'Private']);
    const { controller, device } = (await openUi(house)).connect();
    const shown = { kind: 'folders', folders: [{ path: usb, isThere: true }], others: [house.library] };
    expect(await untilValue(device.access, ({ kind }) => kind === 'folders')).toEqual(shown);

    await device.chooseFolders([usb, house.library]);
    expect(device.access.current()).toMatchObject({ folders: [{}, {}] });
    expect(device.access.current()).not.toHaveProperty('others');
    await untilAnswer(
      () => controller.readStatus(),
      ({ statistics }) => statistics.candidates.failedCount === 1 && statistics.uploadedCount === 2,
    );
    const { statistics } = await controller.readStatus();
    expect(statistics).toMatchObject({ duplicateCount: 0, excludedCount: 2, waitingCount: 0 });
    expect(await house.api.total()).toBe(2);
    // They are one library from now on.
    expect((await house.keepsake(['status'])).stdout).not.toContain('Together');

    // What another process backs up meanwhile is named, too; what the person leaves out is not.
    const more = join(house.folder, 'More');
    await writeFiles(more, { 'm.jpg': photo(5) });
    await house.keepsake(['backup', more]);
    await untilValue(device.access, (access) => access.kind === 'folders' && access.others?.join() === more);
    await device.chooseFolders([more, usb]);
    expect(device.access.current()).not.toHaveProperty('others');
  });
});

describe('choosing other folders', () => {
  it('[A1] sends nothing of those whose choice cannot be read', async ({ house }) => {
    const usb = join(house.folder, 'usb');
    await writeFiles(house.library, { 'a.jpg': photo(1) });
    await writeFiles(usb, { 'c.jpg': photo(3), 'Private/p.jpg': photo(4) });
    await house.settle();
    await house.keepsake(['backup', house.library]);
    const [other] = await ledgerNames(house);
    await house.keepsake(['backup', usb, '--exclude', 'Private']);
    const name = (await ledgerNames(house)).find((each) => each !== other) ?? '';
    const ledger = new DatabaseSync(join(house.homeFolder, 'ledgers', name));
    // Of a version that is not known yet.
    ledger.exec('PRAGMA user_version = 999');
    ledger.close();
    const { controller, device } = (await openUi(house)).connect();
    await untilValue(device.access, (access) => access.kind === 'folders' && access.others?.length === 1);
    await device.chooseFolders([house.library, usb]);
    await untilAnswer(
      () => controller.start(),
      ({ kind }) => kind === 'completed',
    );
    expect((await controller.readStatus()).statistics).toMatchObject({
      uploadedCount: 1,
      notSelectedCount: 2,
    });
    expect(await house.api.total()).toBe(2);
  });

  it('[A1] names those whose notes were damaged and begun anew, and sends nothing of them that may have been excluded', async ({
    house,
  }) => {
    const usb = join(house.folder, 'usb');
    await writeFiles(house.library, { 'a.jpg': photo(1) });
    await writeFiles(usb, { 'c.jpg': photo(3), 'Private/p.jpg': photo(4) });
    await house.settle();
    await house.keepsake(['backup', usb, '--exclude', 'Private']);
    const [name = ''] = await ledgerNames(house);
    await house.keepsake(['backup', house.library]);
    await writeFile(join(house.homeFolder, 'ledgers', name), 'damaged, and no database any more');
    // Whoever only asks has them set aside, too; it is told each time.
    await house.keepsake(['status']);
    const told = (await house.keepsake(['status'])).stdout;
    expect(told).toContain('The choice of albums was in the damaged notes');
    expect(told).not.toContain('Nothing was backed up yet');

    const { controller, device } = (await openUi(house)).connect();
    await untilValue(device.access, (access) => access.kind === 'folders' && access.others?.join() === usb);
    await device.chooseFolders([house.library, usb]);
    await untilAnswer(
      () => controller.start(),
      ({ kind }) => kind === 'completed',
    );
    expect((await controller.readStatus()).statistics).toMatchObject({ notSelectedCount: 2 });
    expect(await house.api.total()).toBe(2);
  });

  it('[A1] keeps what was excluded also while one of them is away, and nothing can be looked at', async ({
    house,
  }) => {
    const [usb, more] = [join(house.folder, 'usb'), join(house.folder, 'More')];
    await writeFiles(usb, { 'c.jpg': photo(3), 'Private/p.jpg': photo(4) });
    await writeFiles(more, { 'm.jpg': photo(5) });
    await house.settle();
    await house.keepsake(['backup', usb, '--exclude', 'Private']);
    const { controller, device } = (await openUi(house)).connect();
    await untilAnswer(
      () => controller.readStatus(),
      ({ statistics }) => statistics.libraryCount === 2,
    );
    await rename(usb, `${usb} away`);
    await device.chooseFolders([usb, more]);
    await rename(`${usb} away`, usb);
    await untilAnswer(
      () => house.keepsake(['backup']),
      ({ exitCode }) => exitCode === 0,
    );
    expect((await house.keepsake(['why', join(usb, 'Private/p.jpg')])).stdout).toContain('xcluded');
    expect(await house.api.total()).toBe(2);
  });

  it('[A1] goes by what was said last, not by what was said of the same folders before', async ({
    house,
  }) => {
    const more = join(house.folder, 'More');
    const [trip, screenshots] = ['Trip', 'Screenshots'].map((name) => join(house.library, name) as AlbumId);
    await writeFiles(house.library, {
      'a.jpg': photo(1),
      'Trip/t.jpg': photo(2),
      'Screenshots/s.jpg': photo(3),
    });
    await writeFiles(more, { 'm.jpg': photo(4) });
    const { ports } = await settleUi(house);
    const { controller, device } = ports;
    const everything = 'everything' as AlbumId;
    await device.chooseFolders([house.library, more]);
    await controller.chooseAlbums(
      new Map([
        [everything, 'selected'],
        [screenshots!, 'excluded'],
      ]),
    );
    expect(await controller.start()).toEqual({ kind: 'completed' });
    await device.chooseFolders([house.library]);
    await controller.chooseAlbums(
      new Map([
        [everything, 'none'],
        [trip!, 'selected'],
        [screenshots!, 'selected'],
      ]),
    );
    expect(await controller.start()).toEqual({ kind: 'completed' });

    await device.chooseFolders([house.library, more]);
    const chosen = (await controller.listAlbums()).filter(({ choice }) => choice !== 'none');
    expect(Object.fromEntries(chosen.map(({ id, choice }) => [id, choice]))).toEqual({
      [trip!]: 'selected',
      [screenshots!]: 'selected',
      // Of these nothing else was said since.
      [more]: 'selected',
    });
  });

  it('takes along what was said of albums and settings, and sends nothing that was excluded', async ({
    house,
  }) => {
    const more = join(house.folder, 'More');
    await mkdir(more);
    await writeFiles(house.library, { 'Trip/a.jpg': photo(1), 'Screenshots/s.jpg': photo(2) });
    await writeFiles(more, { 'c.jpg': photo(3) });
    const { ports } = await settleUi(house);
    const { controller, device } = ports;
    const screenshots = join(house.library, 'Screenshots') as AlbumId;
    await controller.chooseAlbums(
      new Map([
        ['everything' as AlbumId, 'selected'],
        [screenshots, 'excluded'],
      ]),
    );
    await controller.changeSettings({ syncAlbums: true });
    expect(await controller.start()).toEqual({ kind: 'completed' });

    await device.chooseFolders([house.library, more]);
    expect((await controller.listAlbums()).find(({ id }) => id === screenshots)?.choice).toBe('excluded');
    expect((await controller.readSettings()).syncAlbums).toBe(true);
    expect(await controller.start()).toEqual({ kind: 'completed' });
    expect((await controller.readStatus()).statistics).toMatchObject({
      uploadedCount: 2,
      duplicateCount: 0,
      excludedCount: 1,
    });

    // One that is away for a while stays chosen, and is shown as away.
    await rename(more, `${more} away`);
    await untilValue(
      device.access,
      (access) => access.kind === 'folders' && access.folders.some(({ isThere }) => !isThere),
    );
    await expect(device.chooseFolders([join(house.folder, 'no such folder')])).rejects.toMatchObject({
      code: 'library-unavailable',
    });
  });
});
