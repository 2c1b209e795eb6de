import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  silentLogger,
  contentOf,
  FakeImmichServer,
  openFakeExpoSqlite,
  platformOfNode,
} from '@keepsake/testkit';
import { createFetchTransport } from '@keepsake/remote';
import { afterEach, describe, expect, it } from 'vitest';
import type { BackgroundRun, BackupNative, RunSchedule } from '../../../modules/backup-native/src/index.ts';
import { createFakeBackupNative } from '../../../simulated/native/fake-backup-native.ts';
import { createFakeMediaLibrary } from '../../../simulated/native/fake-media-library.ts';
import { openFakeFile } from '../../../simulated/native/fake-file-system.ts';
import { FakeTransfers } from '../../../simulated/native/fake-transfers.ts';
import { openPhoneWorld } from '../../../simulated/native/open-phone-world.ts';
import { performBackgroundRun } from '../../device/background/perform-background-run.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { notificationWordsOf } from '../../i18n/notification-words.ts';
import { openPreferences } from '../open-preferences.ts';
import { openPhone, type PhoneDeps } from './open-phone.ts';
import { phonePortsOf } from './phone-ports.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A phone with a server of its own; each process of it is opened over the same secrets, databases and photos. */
async function openDevice(flavour: 'android' | 'ios' = 'android') {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-phone-'));
  const server = await FakeImmichServer.open([2, 7, 5]);
  server.addPerson('ada', undefined);
  const { phone, world, stop } = openPhoneWorld(flavour);
  closing.push(
    () => rm(folder, { recursive: true }),
    () => server.close(),
    stop,
  );
  const secrets = new Map<string, string>();
  const texts = new Map<string, string>();
  const schedules: (RunSchedule | undefined)[] = [];
  const asked: string[] = [];
  const shown: string[] = [];
  const memory = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };

  const openProcess = () => {
    const imitated = createFakeBackupNative(world);
    const transfers = new FakeTransfers((uri) => imitated.readBytes(uri, 0, 1_000_000)).open();
    const native: BackupNative = {
      ...imitated,
      ...transfers,
      // Both tell of their own.
      addListener: (name, listener) => {
        const listeners = [imitated.addListener(name, listener), transfers.addListener(name, listener)];
        return { remove: () => listeners.forEach((each) => each.remove()) };
      },
      readConditions: () => imitated.readConditions(),
      scheduleRuns: async (schedule) => void schedules.push(schedule),
      unscheduleRuns: async () => void schedules.push(undefined),
      mayRunInBackground: async () => false,
      askToRunInBackground: async () => void asked.push('battery'),
      showRunProgress: async (_runId, { text }) => void shown.push(text),
    };
    const deps: PhoneDeps = {
      platform: flavour,
      media: createFakeMediaLibrary(world),
      native,
      kit: {
        displayNotification: async ({ id = '', title = '' }: { id?: string; title?: string | undefined }) => {
          shown.push(title);
          return id;
        },
        cancelNotification: async () => undefined,
        createChannels: async () => undefined,
        requestPermission: async () => {
          asked.push('notifications');
          return {} as never;
        },
      } as unknown as PhoneDeps['kit'],
      secureStore: {
        AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 1,
        getItemAsync: async (key: string) => secrets.get(key) ?? null,
        setItemAsync: async (key: string, value: string) => void secrets.set(key, value),
        deleteItemAsync: async (key: string) => void secrets.delete(key),
      } as unknown as PhoneDeps['secureStore'],
      sqlite: {
        openDatabaseAsync: async (name: string, _options: unknown, directory = '') =>
          openFakeExpoSqlite(join(directory, name)),
      } as unknown as PhoneDeps['sqlite'],
      newUuid: () => crypto.randomUUID(),
      openFile: openFakeFile as unknown as PhoneDeps['openFile'],
      databaseFolder: folder,
      memory,
      openSettings: async () => undefined,
      plain: createFetchTransport(platformOfNode(5_000)),
      logger: silentLogger,
      language: () => 'en',
      wordsOf: () => notificationWordsOf(createI18n('en').t),
    };
    const opened = openPhone(deps);
    closing.push(() => opened.host.signOut({ forgetsLedger: false }));
    return {
      ...opened,
      native,
      ports: phonePortsOf(opened, flavour, 'Ada’s phone', openPreferences(memory)),
    };
  };
  const take = (fileName: string): void => {
    phone.addPhoto({
      fileName,
      content: contentOf(new TextEncoder().encode(`the bytes of ${fileName}`)),
      createdAtMs: Date.UTC(2026, 0, 1) + phone.assets.length,
      albums: [],
    });
  };
  return { server, phone, world, openProcess, take, schedules, asked, shown, secrets };
}

const EXPIRES_NEVER = new AbortController().signal;
const runOf = (change: Partial<BackgroundRun> = {}): BackgroundRun => ({
  runId: 'r1',
  reason: 'library-changed',
  budgetMs: 60_000,
  hasNotification: false,
  ...change,
});

/** Makes a run in this process, as the system would have it made. */
const perform = (
  {
    host,
    notifier,
    native,
    setCurrentRun,
  }: ReturnType<Awaited<ReturnType<typeof openDevice>>['openProcess']>,
  run = runOf(),
  expiring: AbortSignal = EXPIRES_NEVER,
) =>
  performBackgroundRun(run, expiring, {
    native,
    runInBackground: (options) => host.runInBackground(options),
    cancelBackground: () => host.cancelBackground(),
    setCurrentRun,
    notified: () => notifier.settled(),
    logger: silentLogger,
  });

async function signedIn(flavour?: 'android' | 'ios') {
  const device = await openDevice(flavour);
  const phone = device.openProcess();
  await phone.host.begin();
  const outcome = await phone.ports.account.signIn(device.server.url, { kind: 'api-key', secret: 'ada' });
  expect(outcome).toEqual({ kind: 'signed-in' });
  await phone.ports.controller.scan();
  const [everything] = await phone.ports.controller.listAlbums();
  await phone.ports.controller.chooseAlbums(new Map([[everything!.id, 'selected']]));
  return { ...device, phone };
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
    expect(device.schedules.at(-1)).toMatchObject({
      requiresCharging: true,
      triggerDelayMs: 5_000,
      maxDelayMs: 50_000,
    });
    await first.ports.controller.scan();
    const [everything] = await first.ports.controller.listAlbums();
    await first.ports.controller.chooseAlbums(new Map([[everything!.id, 'selected']]));
    expect(await first.ports.controller.start()).toEqual({ kind: 'completed' });
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

  it('[B1] tells the system to try again where secrets cannot be read yet', async () => {
    const { openProcess, secrets } = await signedIn();
    const next = openProcess();
    const get = secrets.get.bind(secrets);
    secrets.get = () => {
      throw new Error('the phone was not unlocked yet');
    };
    expect(await perform(next)).toBe('retry-soon');
    secrets.get = get;
    expect(await perform(next)).toBe('done');
  });
});

it('forgets what it knew of a person who leaves and wants that', async () => {
  const { phone, take } = await signedIn();
  take('a.jpg');
  await phone.ports.controller.start();
  await phone.ports.account.signOut({ forgetsLedger: true });
  expect(phone.ports.account.state.current()).toMatchObject({ kind: 'signed-out' });
  expect(await phone.ports.controller.start()).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
  expect(await phone.ports.history.readDays(0)).toEqual([]);
});
