import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openFakeDevice, openSignedInDevice } from '../../../simulated/native/open-fake-device.ts';
import { perform, runOf } from '../../../simulated/native/granted-run.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openDevice(flavour?: 'android' | 'ios') {
  const device = await openFakeDevice(flavour);
  closing.push(() => device.close());
  return device;
}

async function signedIn(flavour?: 'android' | 'ios') {
  const device = await openSignedInDevice(flavour);
  closing.push(() => device.close());
  return device;
}

describe.each(['android', 'ios'] as const)('the app on a phone (%s)', (flavour) => {
  it('[B1][U1] signs in, backs up with the real engine over real HTTP, and goes on in the next process', async () => {
    const device = await openDevice(flavour);
    for (const name of ['a.jpg', 'b.jpg']) device.take(name);
    const first = device.openProcess();
    expect(first.ports.account.state.current()).toEqual({ kind: 'loading' });
    await first.host.begin();
    expect(first.ports.account.state.current()).toMatchObject({ kind: 'signed-out' });
    expect(await perform(first)).toBe('done');
    await first.ports.controller.changeSettings({ requireCharging: true });
    await first.ports.account.signIn(device.server.url, { kind: 'api-key', secret: 'ada' });
    await first.ports.controller.scan();
    const [everything] = await first.ports.controller.listAlbums();
    await first.ports.controller.chooseAlbums(new Map([[everything!.id, 'selected']]));
    // The person is still choosing: neither the system nor the app begins.
    first.host.setActive(true);
    expect(await perform(first)).toBe('done');
    expect(device.watchers.size).toBe(0);
    expect(device.schedules.at(-1)).toBeUndefined();
    expect([...device.server.photos.assets.keys()]).toEqual([]);
    expect(await first.ports.controller.start()).toEqual({ kind: 'completed' });
    expect(device.watchers.size).toBe(1);
    first.host.setActive(false);
    expect(device.watchers.size).toBe(0);
    expect(device.schedules.at(-1)).toMatchObject({
      requiresCharging: true,
      triggerDelayMs: 5_000,
      maxDelayMs: 50_000,
    });
    expect([...device.server.photos.assets.values()].map((asset) => asset.fileName).sort()).toEqual([
      'a.jpg',
      'b.jpg',
    ]);

    device.take('c.jpg');
    const next = device.openProcess();
    expect(await perform(next)).toBe('done');
    expect([...device.server.photos.assets.keys()]).toHaveLength(3);
    expect((await next.ports.history.readDays(0))[0]?.uploadedCount).toBe(3);
    expect((await next.ports.photos.search({ text: 'c.jp', after: undefined, limit: 5 })).length).toBe(1);
  });

  it('asks for what the background needs once, when a person begins', async () => {
    const { phone, asked } = await signedIn(flavour);
    await phone.ports.controller.start();
    await phone.ports.controller.start();
    expect(asked).toEqual(flavour === 'android' ? ['notifications', 'battery'] : ['notifications']);
  });
});

it.each([
  ['at full speed while the app is on the screen', true, 'now'],
  ['so that they arrive when iOS freezes it, while it is not', false, 'surviving'],
] as const)('iOS sends photos %s', async (_where, isOnScreen, lifetime) => {
  const { phone, take, transfers } = await signedIn('ios');
  phone.host.setActive(isOnScreen);
  take('a.jpg');
  await phone.ports.controller.start();
  expect(transfers.requests.map((request) => request.lifetime)).toEqual([lifetime]);
});

it.each(['android', 'ios'] as const)(
  'counts what a person no longer lets it see as backed up all the same (%s)',
  async (flavour) => {
    const { phone, world, take, server } = await signedIn(flavour);
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) take(name);
    await phone.ports.controller.start();
    const [first] = world.phone.assets;
    world.phone.setShown(new Set([first!.id]));
    take('d.jpg');
    expect(await phone.ports.controller.start()).toEqual({ kind: 'completed' });
    const { candidates } = (await phone.ports.controller.readStatus()).statistics;
    expect(candidates).toMatchObject({ totalCount: 3, backedUpCount: 3 });
    world.phone.setShown(undefined);
    expect(await phone.ports.controller.start()).toEqual({ kind: 'completed' });
    expect([...server.photos.assets.keys()]).toHaveLength(4);
  },
);

it('takes the photos of a card that was pulled out up again when it is back, and sends none twice', async () => {
  const { phone, world, take, server, transfers } = await signedIn();
  const card = world.phone.addAlbum('Card', true);
  for (const name of ['a.jpg', 'b.jpg']) take(name, [card.id]);
  take('c.jpg');
  await phone.ports.controller.start();
  const backedUp = async () =>
    (await phone.ports.controller.readStatus()).statistics.candidates.backedUpCount;
  expect(await backedUp()).toBe(3);
  world.phone.setCard('silently-gone');
  take('d.jpg');
  expect(await phone.ports.controller.start()).toEqual({ kind: 'completed' });
  expect(await backedUp()).toBe(2);
  world.phone.setCard('there');
  expect(await phone.ports.controller.start()).toEqual({ kind: 'completed' });
  expect(await backedUp()).toBe(4);
  expect([[...server.photos.assets.keys()].length, transfers.requests.length]).toEqual([4, 4]);
});

describe('a run in the background', () => {
  it('[N1] is none while the person wants none, and the system hears of it', async () => {
    const { phone, take, server, schedules } = await signedIn();
    take('a.jpg');
    await phone.ports.controller.changeSettings({ backgroundBackup: false });
    expect(schedules.at(-1)).toBeUndefined();
    expect(await perform(phone)).toBe('done');
    expect([...server.photos.assets.keys()]).toHaveLength(0);
  });

  it('[B2] gives way to a person in the same process', async () => {
    const { phone, take, server } = await signedIn();
    for (let index = 0; index < 6; index += 1) take(`${index}.jpg`);
    const background = perform(phone);
    const asked = await phone.ports.controller.start();
    expect(asked).toEqual({ kind: 'completed' });
    expect(['done', 'retry-soon']).toContain(await background);
    expect([...server.photos.assets.keys()]).toHaveLength(6);
  });

  it('[B4] ends when the system says so, and is tried again', async () => {
    const { phone, take } = await signedIn();
    take('a.jpg');
    const expiring = new AbortController();
    expiring.abort();
    expect(await perform(phone, runOf(), expiring.signal)).toBe('retry-soon');
  });

  it('[B4] that iOS ends leaves what is being sent to iOS, and the next run takes its answer', async () => {
    const { phone, openProcess, take, server, transfers } = await signedIn('ios');
    const release = transfers.hold();
    // More than is sure to be through in ten seconds.
    take('film.mov', [], 2_700_000);
    const expiring = new AbortController();
    const run = perform(phone, runOf({ reason: 'refresh', budgetMs: 10_000 }), expiring.signal);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    expiring.abort();
    expect(await run).toBe('retry-soon');
    release();
    expect(await perform(openProcess(), runOf({ reason: 'transfers-ended' }))).toBe('done');
    expect([...server.photos.assets.keys()]).toHaveLength(1);
    expect(transfers.requests).toHaveLength(1);
  });

  it('leaves nothing to iOS of a person who signs out', async () => {
    const { phone, take, transfers, temporaryUris } = await signedIn('ios');
    transfers.hold();
    take('film.mov', [], 2_700_000);
    const expiring = new AbortController();
    const run = perform(phone, runOf({ reason: 'refresh', budgetMs: 10_000 }), expiring.signal);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    expiring.abort();
    await run;
    expect(await phone.native.listTransfers()).toHaveLength(1);
    expect(temporaryUris()).toHaveLength(1);
    await phone.ports.account.signOut({ forgetsLedger: false });
    expect(await phone.native.listTransfers()).toEqual([]);
    expect(temporaryUris()).toEqual([]);
  });

  it('sends nothing any more by a login that ended, once the person signed in again', async () => {
    const { phone, take, transfers, server } = await signedIn('ios');
    const release = transfers.hold();
    take('film.mov', [], 2_700_000);
    const expiring = new AbortController();
    const run = perform(phone, runOf({ reason: 'refresh', budgetMs: 10_000 }), expiring.signal);
    await expect.poll(() => transfers.requests).toHaveLength(1);
    expiring.abort();
    await run;
    server.replaceToken('ada', 'ada-again');
    const { account, controller } = phone.ports;
    await account.signIn(server.url, { kind: 'api-key', secret: 'ada-again' });
    const again = controller.start();
    await expect.poll(() => controller.snapshot().transfers).toHaveLength(1);
    await new Promise((resolve) => void setTimeout(resolve, 60));
    release();
    expect(await again).toEqual({ kind: 'completed' });
    expect([account.state.current().kind, server.photos.assets.size]).toEqual(['signed-in', 1]);
  });

  it('[B1] tells the system to try again where secrets cannot be read yet', async () => {
    const { openProcess, secrets } = await signedIn();
    const next = openProcess();
    secrets.isLocked = true;
    expect(await perform(next)).toBe('retry-soon');
    secrets.isLocked = false;
    expect(await perform(next)).toBe('done');
  });
});

it('[E1] says that its records do not open, and not that nobody is signed in, until they do', async () => {
  const { openProcess, folder, server } = await signedIn();
  const [ledger] = (await readdir(folder)).filter((name) => /^ledger-.*\.sqlite$/.test(name));
  const place = join(folder, ledger!);
  await rename(place, `${place}.aside`);
  // A folder in the place of the ledger.
  await mkdir(place);
  const { host, ports } = openProcess();
  await expect(host.begin()).rejects.toMatchObject({ code: 'ledger-unavailable' });
  expect(ports.account.state.current()).toMatchObject({ kind: 'signed-in', serverUrl: server.url });
  const stopped = { kind: 'stopped', code: 'ledger-unavailable' };
  expect(ports.controller.snapshot().lastOutcome).toMatchObject(stopped);
  expect(await ports.controller.start()).toMatchObject(stopped);
  await rmdir(place);
  await rename(`${place}.aside`, place);
  // Whoever tries again has them opened.
  expect(await ports.controller.start()).toEqual({ kind: 'completed' });
  expect(ports.controller.snapshot().lastOutcome).toEqual({ kind: 'completed' });
});

it('says that nobody is signed in of whoever signs out while their records do not open', async () => {
  const { openProcess, folder } = await signedIn();
  for (const name of await readdir(folder))
    if (name.startsWith('ledger-')) await rm(join(folder, name)).then(() => mkdir(join(folder, name)));
  const { host, ports } = openProcess();
  await expect(host.begin()).rejects.toMatchObject({ code: 'ledger-unavailable' });
  await ports.account.signOut({ forgetsLedger: false });
  expect(ports.controller.snapshot().lastOutcome).toBeUndefined();
  expect(await ports.controller.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
});

describe('whoever signs out', () => {
  /** A phone that knows of two photos of Ada, and her email; what it knows is asked for. */
  async function openAdas() {
    const device = await signedIn();
    const { phone, secrets, take, folder } = device;
    for (const name of ['a.jpg', 'b.jpg']) take(name);
    await phone.ports.controller.start();
    const server = JSON.parse(secrets.items.get('keepsake.server')!) as object;
    secrets.items.set('keepsake.server', JSON.stringify({ ...server, email: 'ada@example.org' }));
    const count = () => phone.ports.controller.snapshot().statistics?.candidates.backedUpCount;
    const ledgers = async () => (await readdir(folder)).filter((name) => name.startsWith('ledger-'));
    return { ...device, count, ledgers, account: phone.ports.account };
  }

  it('and wants that is forgotten, by their email and numbers, too', async () => {
    const { phone, account, count, ledgers } = await openAdas();
    expect(count()).toBe(2);
    await account.signOut({ forgetsLedger: true });
    expect(account.state.current()).toMatchObject({ kind: 'signed-out', lastEmail: undefined });
    expect([count(), await ledgers()]).toEqual([0, []]);
    expect(await phone.ports.controller.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
    expect(await phone.ports.history.readDays(0)).toEqual([]);
  });

  it('and keeps what is known can have it forgotten later', async () => {
    const { account, count, ledgers } = await openAdas();
    await account.signOut({ forgetsLedger: false });
    expect(account.state.current()).toMatchObject({ kind: 'signed-out', lastEmail: 'ada@example.org' });
    expect([count(), (await ledgers()).length > 0]).toEqual([2, true]);
    await account.signOut({ forgetsLedger: true });
    expect(account.state.current()).toMatchObject({ kind: 'signed-out', lastEmail: undefined });
    expect([count(), await ledgers()]).toEqual([0, []]);
  });

  it('leaves no numbers to the next person, also where their ledger does not open', async () => {
    const { account, count, server, folder } = await openAdas();
    const bob = server.addPerson('bob', undefined);
    // A folder in the place of the ledger.
    await mkdir(join(folder, `ledger-${bob.userId}.sqlite`));
    await account.signOut({ forgetsLedger: false });
    const shown: unknown[] = [];
    account.state.subscribe(({ kind }) => shown.push([kind, count()]));
    await expect(account.signIn(server.url, { kind: 'api-key', secret: 'bob' })).rejects.toThrow(
      'unable to open',
    );
    await account.signOut({ forgetsLedger: false });
    expect(shown[0]).toEqual(['signed-in', 0]);
    expect(shown.at(-1)).toEqual(['signed-out', 0]);
  });

  it('has the next one open, as soon as that can be, whose ledger did not open when they signed in', async () => {
    const { phone, account, server, folder, schedules } = await openAdas();
    const bob = server.addPerson('bob', undefined);
    const inItsPlace = join(folder, `ledger-${bob.userId}.sqlite`);
    await mkdir(inItsPlace);
    const signingIn = account.signIn(server.url, { kind: 'api-key', secret: 'bob' });
    await expect(signingIn).rejects.toThrow('unable to open');
    await rmdir(inItsPlace);
    await phone.host.begin();
    expect(await phone.ports.controller.start()).toEqual({ kind: 'completed' });
    expect(schedules.at(-1)).toBeDefined();
  });

  it('has what they then back up not ended by who opens it again, where it did not open at first', async () => {
    const { openProcess, secrets, server, take } = await openAdas();
    const { host, ports } = openProcess();
    secrets.isLocked = true;
    await expect(host.begin()).rejects.toThrow();
    secrets.isLocked = false;
    await ports.account.signIn(server.url, { kind: 'api-key', secret: 'ada' });
    take('new.jpg');
    const run = ports.controller.start();
    await host.begin();
    expect(await run).toEqual({ kind: 'completed' });
  });

  it('finds the numbers in their place until the ledger is open again', async () => {
    const { account, count, server } = await openAdas();
    await account.signOut({ forgetsLedger: false });
    const shown: unknown[] = [];
    account.state.subscribe(({ kind }) => shown.push([kind, count()]));
    await account.signIn(server.url, { kind: 'api-key', secret: 'ada' });
    expect(shown[0]).toEqual(['signed-in', 2]);
  });
});
