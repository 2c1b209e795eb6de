import type { AlbumId, AssetRecord } from '@keepsake/engine';
import { fromWire, thumbnailPath } from '@keepsake/protocol/local';
import type { Account, AccountState } from '../account.ts';
import type { AlbumUse, BackupHistory } from '../backup-history.ts';
import type { Device, FolderListing } from '../device.ts';
import type { PhotoIndex } from '../photo-index.ts';
import type { Watched } from '../watched.ts';
import type { CallAgent } from './call-agent.ts';
import type { FramesInTurn } from './frames-in-turn.ts';

/** Signing in and out at the agent. */
export function createAgentAccount(call: CallAgent, state: Watched<AccountState>): Account {
  return {
    state,
    findServer: (address, signal) => call('find-server', { address: address.slice(0, 2048) }, signal),
    async signIn(serverUrl, login) {
      const outcome = await call('sign-in', { serverUrl, login });
      // The news comes by another way than the answer: who goes on before it finds the screens as signed out as before.
      if (outcome.kind === 'signed-in') await untilSignedIn(state);
      return outcome;
    },
    changePassword: (words) => call('change-password', words),
    async signOut(options) {
      await call('sign-out', options);
    },
  };
}

/** A stream that is broken just now catches up later; the answer has said already that it went well. */
const NEWS_MS = 10_000;

function untilSignedIn(state: Watched<AccountState>): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(end, NEWS_MS);
    const unsubscribe = state.subscribe(({ kind }) => {
      if (kind === 'signed-in') end();
    });
    if (state.current().kind === 'signed-in') end();
  });
}

/** What the agent said of its computer. */
export interface AgentDevice {
  readonly name: string | undefined;
  readonly canFreeSpace: boolean;
}

/** The agent's computer. */
export function createAgentDevice(
  call: CallAgent,
  about: Watched<AgentDevice>,
  { conditions, access, hasCloudOriginals }: Pick<Device, 'conditions' | 'access' | 'hasCloudOriginals'>,
): Device {
  return {
    kind: 'computer',
    get name() {
      return about.current().name;
    },
    readLog: undefined,
    get canFreeSpace() {
      return about.current().canFreeSpace;
    },
    conditions,
    access,
    hasCloudOriginals,
    isWoken: { current: () => true, subscribe: () => () => undefined },
    askForAccess: async () => access.current(),
    async listFolders(path) {
      const { parentPath, ...listing } = await call('list-folders', path === undefined ? {} : { path });
      return { ...listing, parentPath } satisfies FolderListing;
    },
    countPhotos: (path, signal) => call('count-photos', { path }, signal),
    async chooseFolders(paths) {
      await call('choose-folders', { paths: [...paths] });
    },
  };
}

/** The agent's photos. */
export function createAgentPhotos(call: CallAgent, origin: string, frames: FramesInTurn): PhotoIndex {
  return {
    thumbnailOf: (id, edgePx) => ({ uri: origin + thumbnailPath('asset', id, edgePx) }),
    async frameOf(id, signal) {
      const uri = await frames.frameOf(id, signal);
      return uri === undefined ? undefined : { uri };
    },
    coverOf: (id, edgePx) => ({ uri: origin + thumbnailPath('album', id, edgePx) }),
    search: async ({ text, meanings, after, limit }) =>
      fromWire<readonly AssetRecord[]>(
        (await call('search', { text: text.slice(0, 500), meanings, after, limit })).records,
      ),
    async previewChoices(choices) {
      const { keptOut, unsupported, ...preview } = await call('preview-choices', { choices: [...choices] });
      return { ...preview, keptOut: countsOf(keptOut), unsupported: countsOf(unsupported) };
    },
  };
}

const countsOf = (entries: readonly (readonly [string, number])[]): ReadonlyMap<AlbumId, number> =>
  new Map(fromWire<readonly (readonly [AlbumId, number])[]>(entries));

/** What the agent's ledger remembers. */
export function createAgentHistory(call: CallAgent): BackupHistory {
  return {
    readDays: async (fromMs) => (await call('read-days', { fromMs })).days,
    readAlbums: async () => fromWire<readonly AlbumUse[]>((await call('read-albums', {})).albums),
  };
}
