import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlbumId } from '@keepsake/engine';
import {
  contentOf,
  FakeImmichServer,
  openFakeExpoSqlite,
  platformOfNode,
  silentLogger,
  type Life,
} from '@keepsake/testkit';
import type { Event, InitialNotification } from 'react-native-notify-kit';
import { createFetchTransport } from '@keepsake/remote';
import type { BackupNative, RunSchedule } from '../../modules/backup-native/src/index.ts';
import { openPreferences } from '../../src/composition/open-preferences.ts';
import type { Login } from '../../src/controller/account.ts';
import type { NativeModules } from '../../src/composition/phone/native-modules.ts';
import { openPhone } from '../../src/composition/phone/open-phone.ts';
import { phonePortsOf } from '../../src/composition/phone/phone-ports.ts';
import { createI18n } from '../../src/i18n/create-i18n.ts';
import { notificationWordsOf } from '../../src/i18n/notification-words.ts';
import { createFakeBackupNative } from './fake-backup-native.ts';
import { openFakeFile } from './fake-file-system.ts';
import { createFakeMediaLibrary } from './fake-media-library.ts';
import { FakeSecureStore } from './fake-secure-store.ts';
import { FakeTransfers } from './fake-transfers.ts';
import { mortalModules } from './mortal-modules.ts';
import { openPhoneWorld } from './open-phone-world.ts';
import type { OpenFile } from './phone-world.ts';

interface Taps {
  foreground: (event: Event) => void;
  background: (event: Event) => unknown;
  initial: InitialNotification | null;
}

/** A phone with a server of its own; each process of it is opened over the same secrets, databases and photos. */
export async function openFakeDevice(flavour: 'android' | 'ios' = 'android') {
  const closing: (() => Promise<unknown> | void)[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-phone-'));
  const server = await FakeImmichServer.open([2, 7, 5]);
  server.addPerson('ada', undefined);
  const { phone, world, conditions, worldOf, stop } = openPhoneWorld(flavour);
  closing.push(
    () => rm(folder, { recursive: true }),
    () => server.close(),
    stop,
  );
  const secrets = new FakeSecureStore();
  const texts = new Map<string, string>();
  const schedules: (RunSchedule | undefined)[] = [];
  const asked: string[] = [];
  const shown: string[] = [];
  const opened: string[] = [];
  const screens = new Set<(state: string) => void>();
  const taps: Taps = { foreground: () => undefined, background: () => undefined, initial: null };
  const watchers = new Set<unknown>();
  const memory = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };

  const files = new Map<string, OpenFile>();
  let reader = createFakeBackupNative({ ...world, files });
  // Read when they are begun, by the process that is there.
  const network = { platform: flavour, network: conditions };
  const allTransfers = new FakeTransfers((uri) => readWhole(reader, uri), Date.now, network);

  /** The native modules as one process sees them; one without a life of its own never dies. */
  const openModules = (life?: Life): NativeModules => {
    const seen = { ...(life === undefined ? world : worldOf(life)), files };
    const imitated = createFakeBackupNative(seen);
    reader = imitated;
    const transfers = allTransfers.open();
    life?.whenItDies(transfers.close);
    const native: BackupNative = {
      ...imitated,
      ...transfers,
      // Both tell of their own.
      addListener: (name, listener) => {
        const listeners = [imitated.addListener(name, listener), transfers.addListener(name, listener)];
        return { remove: () => listeners.forEach((each) => each.remove()) };
      },
      removeTemporary: (uris) =>
        imitated.removeTemporary(uris.filter((uri) => !allTransfers.neededUris.includes(uri))),
      sweepTemporary: (keepUris) => imitated.sweepTemporary([...keepUris, ...allTransfers.neededUris]),
      readConditions: () => imitated.readConditions(),
      scheduleRuns: async (schedule) => void schedules.push(schedule),
      unscheduleRuns: async () => void schedules.push(undefined),
      mayRunInBackground: async () => true,
      askToRunInBackground: async () => void asked.push('battery'),
      requestRun: async () => void asked.push('a run'),
      showRunProgress: async (_runId, { text }) => void shown.push(text),
    };
    const modules = {
      platform: flavour,
      media: {
        ...createFakeMediaLibrary(seen),
        addListener: (listener) => {
          watchers.add(listener);
          const { remove } = createFakeMediaLibrary(seen).addListener(listener);
          return {
            remove: () => {
              watchers.delete(listener);
              remove();
            },
          };
        },
      },
      native,
      kit: {
        displayNotification: async ({ id = '', title = '' }: { id?: string; title?: string | undefined }) => {
          shown.push(title);
          return id;
        },
        cancelNotification: async () => undefined,
        createChannels: async () => undefined,
        onForegroundEvent: (listener: (event: Event) => void) => {
          taps.foreground = listener;
          return () => undefined;
        },
        onBackgroundEvent: (listener: (event: Event) => void) => {
          taps.background = listener;
        },
        getInitialNotification: async () => taps.initial,
        requestPermission: async () => {
          asked.push('notifications');
          return {} as never;
        },
      } as unknown as NativeModules['kit'],
      secureStore: secrets.module as NativeModules['secureStore'],
      sqlite: {
        openDatabaseAsync: async (name: string, _options: unknown, directory = '') =>
          openFakeExpoSqlite(join(directory, name)),
      } as unknown as NativeModules['sqlite'],
      newUuid: () => crypto.randomUUID(),
      openFile: openFakeFile as unknown as NativeModules['openFile'],
      databaseFolder: folder,
      memory,
      appState: {
        currentState: 'background',
        addEventListener: (_type, listener) => void screens.add(listener),
      },
      openUrl: async (url: string) => void opened.push(url),
      openSettings: async () => undefined,
      deviceName: 'Ada’s phone',
      deviceLanguages: () => ['en'],
      plain: createFetchTransport(platformOfNode(5_000)),
    } satisfies NativeModules;
    return life === undefined ? modules : mortalModules(modules, life);
  };

  const openProcess = () => {
    const modules = openModules();
    const { native } = modules;
    const process = openPhone({
      ...modules,
      logger: silentLogger,
      language: () => 'en',
      wordsOf: () => notificationWordsOf(createI18n('en').t),
    });
    closing.push(() => process.host.signOut({ forgetsLedger: false }));
    return {
      ...process,
      native,
      ports: phonePortsOf(process, flavour, modules.deviceName, openPreferences(memory), () => ''),
    };
  };
  /** A photo of at least so many bytes. */
  const take = (fileName: string, albums: readonly AlbumId[] = [], leastBytes = 0): void => {
    phone.addPhoto({
      fileName,
      content: contentOf(new TextEncoder().encode(`the bytes of ${fileName}`.padEnd(leastBytes))),
      createdAtMs: Date.UTC(2026, 0, 1) + phone.assets.length,
      albums,
    });
  };
  return {
    server,
    phone,
    world,
    conditions,
    transfers: allTransfers,
    /** What is left of originals that were made readable by a copy. */
    temporaryUris: () => [...files].filter(([, { isTemporary }]) => isTemporary).map(([uri]) => uri),
    openModules,
    openProcess,
    take,
    schedules,
    asked,
    shown,
    /** Whoever hears of changes of the library. */
    watchers,
    /** Taps on notifications, as the system tells of them. */
    taps,
    /** Addresses of screens that were opened from outside of the app. */
    opened,
    /** The app comes to the screen, or leaves it. */
    turnScreen: (state: 'active' | 'background' | 'inactive'): void => {
      for (const listener of screens) listener(state);
    },
    secrets,
    /** Where its databases are. */
    folder,
    async close() {
      for (const close of closing.reverse()) await close();
    },
  };
}

/** The module reads at most 4 MiB at once. */
async function readWhole({ readBytes }: Pick<BackupNative, 'readBytes'>, uri: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; ;) {
    const piece = await readBytes(uri, at, 4 * 1024 * 1024);
    if (piece.length === 0) return Buffer.concat(pieces);
    pieces.push(piece);
    at += piece.length;
  }
}

/** Where a person signs in, and by what; undefined: at the server that comes with the phone. */
export interface SignInAt {
  readonly url: string;
  readonly login: Login;
}

/** A phone whose person has signed in, chosen everything, and begun a backup of nothing yet. */
export async function openSignedInDevice(flavour?: 'android' | 'ios', at?: SignInAt) {
  const device = await openFakeDevice(flavour);
  const { url, login } = at ?? { url: device.server.url, login: { kind: 'api-key', secret: 'ada' } as const };
  const phone = device.openProcess();
  const { account, controller } = phone.ports;
  await phone.host.begin();
  const outcome = await account.signIn(url, login);
  if (outcome.kind !== 'signed-in') throw new Error('the server took no notice');
  await controller.scan();
  const [everything] = await controller.listAlbums();
  await controller.chooseAlbums(new Map([[everything!.id, 'selected']]));
  const begun = await controller.start();
  if (begun.kind !== 'completed') throw new Error(`the first backup ended with ${begun.kind}`);
  return { ...device, phone };
}
