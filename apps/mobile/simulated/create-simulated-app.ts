import type { AlbumId, AlbumRecord, AssetId, AssetRecord, BackupController } from '@keepsake/engine';
import { createEngineWorld, type EngineWorld, type EngineWorldOptions } from '@keepsake/testkit/fakes';
import type { AccountState, SignedIn } from '../src/controller/account.ts';
import type { LinkState } from '../src/controller/agent-link.ts';
import type { AppPorts } from '../src/controller/app-ports.ts';
import type { BackupDay } from '../src/controller/backup-history.ts';
import type { WordMeaning } from '../src/controller/photo-index.ts';
import type { Device, LibraryAccess } from '../src/controller/device.ts';
import { openDrafts } from '../src/composition/open-drafts.ts';
import { openPreferences } from '../src/composition/open-preferences.ts';
import { countSimulatedPhotos, listSimulatedFolder } from './folders.ts';
import { paintPhoto } from './paint-photo.ts';
import { Settable } from './settable.ts';
import { SimulatedPassword } from './simulated-password.ts';

const ADA: SignedIn = {
  kind: 'signed-in',
  serverUrl: 'https://photos.example.org',
  product: 'keepsake',
  version: '1.2.0',
  userName: 'Ada',
  email: 'ada@example.org',
  shouldChangePassword: false,
};

/** The app over the real engine and a simulated device and server, with knobs for what happens to them. */
export interface SimulatedApp {
  readonly ports: AppPorts;
  readonly world: EngineWorld;
  readonly account: Settable<AccountState>;
  readonly password: SimulatedPassword;
  readonly access: Settable<LibraryAccess>;
  readonly link: Settable<LinkState>;
  /** Counts what another page changed. */
  readonly changes: Settable<number>;
  /** Beginning with what any phone has. */
  readonly hasCloudOriginals: Settable<boolean>;
  /** Beginning with a system that does what it is asked for. */
  readonly isWoken: Settable<boolean>;
}

export interface SimulatedAppOptions extends EngineWorldOptions {
  readonly kind?: Device['kind'];
  readonly account?: AccountState;
  readonly access?: LibraryAccess;
  readonly canFreeSpace?: boolean;
}

/** Wires the ports of the app to a new world. Ada is signed in, and her photos may be seen. */
export function createSimulatedApp(options: SimulatedAppOptions = {}): SimulatedApp {
  const world: EngineWorld = createEngineWorld({
    ...options,
    between: () =>
      options.canFreeSpace === true ? { remover: { remove: async (assets) => removeAll(assets) } } : {},
  });
  const removeAll = (assets: readonly { readonly id: AssetId }[]): readonly AssetId[] =>
    assets.map(({ id }) => {
      world.library.removeAsset(id);
      return id;
    });
  const { engine, clock, conditions } = world;
  const account = new Settable<AccountState>(options.account ?? ADA);
  const password = new SimulatedPassword(account);
  const access = new Settable<LibraryAccess>(options.access ?? { kind: 'photos', granted: 'all' });
  const link = new Settable<LinkState>({ kind: 'connected' });
  const changes = new Settable(0);
  const hasCloudOriginals = new Settable(options.kind === 'ios');
  const isWoken = new Settable(true);
  const texts = new Map<string, string>();
  const preferences = openPreferences({
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  });
  const ports: AppPorts = {
    controller: engine,
    account: {
      state: account,
      async findServer(address) {
        if (!/^(https?:\/\/)?[\w.:-]+\/?$/.test(address)) return { kind: 'not-an-address' };
        if (/:\d{6}|:9{5}/.test(address)) return { kind: 'impossible-port' };
        if (address.startsWith('https://plain'))
          return { kind: 'unencrypted-only', url: address.replace('https:', 'http:') };
        if (address.includes('own-certificate')) return { kind: 'untrusted' };
        if (address.includes('old')) return { kind: 'not-a-photo-server' };
        if (address.includes('moved'))
          return { kind: 'points-elsewhere', url: 'https://cloud.example.net:8443' };
        if (!address.includes('photos')) return { kind: 'no-answer' };
        return {
          kind: address.includes('immich') ? 'immich' : 'keepsake',
          version: address.includes('immich') ? '2.7.5' : ADA.version,
          url: /^https?:/.test(address) ? address : `https://${address}`,
          awaitsFirstAccount: address.includes('new'),
          isUnencrypted: address.startsWith('http:'),
        };
      },
      async signIn(serverUrl, login) {
        const words = login.kind === 'api-key' ? login.secret : login.password;
        if (words === 'wrong') return { kind: 'wrong-credentials' };
        if (words === 'refused by it')
          return { kind: 'refused', detail: 'password is among the most common' };
        account.set({ ...ADA, serverUrl });
        return { kind: 'signed-in' };
      },
      changePassword: (words) => password.change(words),
      async signOut({ forgetsLedger }) {
        const lastEmail = forgetsLedger ? undefined : ADA.email;
        account.set({ kind: 'signed-out', lastServerUrl: ADA.serverUrl, lastEmail });
      },
    },
    photos: {
      thumbnailOf: (id) => ({ uri: paintPhoto(id) }),
      frameOf: async () => undefined,
      coverOf: (id) => ({ uri: paintPhoto(id) }),
      async search({ text, meanings = [], after, limit }) {
        const words = text.toLowerCase().split(/\s+/);
        const found = (await listAll(engine)).filter((record) => {
          const { asset, albumNames } = record;
          const name = [asset.original.fileName, ...albumNames].join(' ').toLowerCase();
          return words.every(
            (word) =>
              name.includes(word) ||
              meanings.some((meaning) => meaning.word.toLowerCase() === word && isMeant(record, meaning)),
          );
        });
        const start = after === undefined ? 0 : found.findIndex(({ asset }) => asset.id === after.id) + 1;
        return found.slice(start, start + limit);
      },
      async previewChoices(choices) {
        // Another engine over the same ledger supposes, so that this one's snapshot stays true.
        const other = createEngineWorld({
          library: world.library,
          ledger: world.ledger,
          remote: world.remote,
        });
        await other.engine.scan({ chooseAlbums: () => choices });
        const records = await listAll(other.engine);
        const selected = new Set(
          (await other.engine.listAlbums()).filter(({ choice }) => choice === 'selected').map(({ id }) => id),
        );
        const keptOut = new Map<AlbumId, number>();
        for (const { standing, albumIds } of records) {
          if (standing.kind !== 'excluded' || !albumIds.some((id) => selected.has(id))) continue;
          keptOut.set(standing.byAlbum, (keptOut.get(standing.byAlbum) ?? 0) + 1);
        }
        const { statistics } = await other.engine.readStatus();
        const candidates = records.filter(({ standing }) => standing.kind === 'candidate');
        const unsupported = new Map<AlbumId, number>();
        for (const { asset, albumIds } of records)
          if (asset.kind === 'unsupported')
            for (const id of albumIds) unsupported.set(id, (unsupported.get(id) ?? 0) + 1);
        return { statistics, candidateBytes: sizeOf(candidates), keptOut, unsupported };
      },
    },
    device: {
      kind: options.kind ?? 'android',
      name: 'Ada’s phone',
      canFreeSpace: options.canFreeSpace ?? false,
      hasCloudOriginals,
      isWoken,
      readLog: undefined,
      conditions,
      access,
      async askForAccess(wanted = 'all') {
        access.set({
          kind: 'photos',
          ...(wanted === 'all' ? { granted: 'all' } : { granted: 'limited', picks: 1 }),
        });
        return access.current();
      },
      listFolders: async (path) => listSimulatedFolder(path),
      countPhotos: async (path) => countSimulatedPhotos(path),
      chooseFolders: async (paths) => {
        access.set({ kind: 'folders', folders: paths.map((path) => ({ path, isThere: true })) });
      },
    },
    history: {
      async readDays(fromMs) {
        const days = new Map<string, BackupDay>();
        for (const { settlement, asset } of await listAll(engine)) {
          if (settlement.kind !== 'backed-up' || settlement.atMs < fromMs) continue;
          const day = new Date(settlement.atMs).toISOString().slice(0, 10);
          const before = days.get(day) ?? { day, uploadedCount: 0, uploadedBytes: 0, duplicateCount: 0 };
          const isUploaded = settlement.how === 'uploaded';
          days.set(day, {
            day,
            uploadedCount: before.uploadedCount + (isUploaded ? 1 : 0),
            uploadedBytes: before.uploadedBytes + (isUploaded ? (asset.original.sizeBytes ?? 0) : 0),
            duplicateCount: before.duplicateCount + (isUploaded ? 0 : 1),
          });
        }
        return [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
      },
      async readAlbums() {
        const records = (await listAll(engine)).filter(({ standing }) => standing.kind === 'candidate');
        const countsOf = async (sort: AlbumRecord['kind']) =>
          (await engine.listAlbums())
            .filter(({ kind }) => kind === sort)
            .map(({ id, name }) => {
              const members = records.filter(({ albumIds }) => albumIds.includes(id));
              const safe = members.filter(({ settlement }) => settlement.kind === 'backed-up');
              return {
                albumId: id,
                name,
                candidateCount: members.length,
                backedUpCount: safe.length,
                backedUpBytes: sizeOf(safe),
              };
            })
            .filter(({ candidateCount }) => candidateCount > 0)
            .sort((a, b) => b.candidateCount - a.candidateCount);
        const albums = await countsOf('ordinary');
        return albums.length > 0 ? albums : countsOf('everything');
      },
    },
    link: { state: link, changes, retry: () => link.set({ kind: 'connected' }) },
    preferences,
    drafts: openDrafts(),
    clock,
  };
  return { ports, world, account, password, access, link, changes, hasCloudOriginals, isWoken };
}

function isMeant({ asset, standing, settlement }: AssetRecord, meaning: WordMeaning): boolean {
  const date = new Date(asset.createdAtMs);
  return (
    (meaning.year === undefined || meaning.year === date.getFullYear()) &&
    meaning.months?.includes(date.getMonth()) !== false &&
    meaning.kinds?.includes(asset.kind) !== false &&
    (meaning.standing === undefined || meaning.standing === standing.kind) &&
    meaning.settlements?.includes(settlement.kind) !== false
  );
}

function sizeOf(records: readonly AssetRecord[]): number {
  return records.reduce((sum, { asset }) => sum + (asset.original.sizeBytes ?? 0), 0);
}

function listAll(engine: BackupController): Promise<readonly AssetRecord[]> {
  return engine.listAssets({
    kind: 'listed',
    standing: undefined,
    settlement: undefined,
    after: undefined,
    limit: 1_000_000,
  });
}
