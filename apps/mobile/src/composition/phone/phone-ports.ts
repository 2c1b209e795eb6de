import type { AssetId } from '@keepsake/engine';
import type { AppPorts } from '../../controller/app-ports.ts';
import type { PictureSource } from '../../controller/photo-index.ts';
import type { LinkState } from '../../controller/agent-link.ts';
import type { PreferenceStore } from '../../controller/preferences.ts';
import type { Watched } from '../../controller/watched.ts';
import { assetNameOf } from '../../device/library/asset-names.ts';
import type { PhonePlatform } from '../../device/library/phone-media.ts';
import { phoneClock } from '../../device/system/phone-clock.ts';
import { openDrafts } from '../open-drafts.ts';
import { AlbumCovers } from './album-covers.ts';
import type { Phone } from './open-phone.ts';

const CONNECTED: LinkState = { kind: 'connected' };

/** What never changes. */
function always<Value>(value: Value): Watched<Value> {
  return { current: () => value, subscribe: () => () => undefined };
}

/** What screens know, on a phone: everything is in this process. */
export function phonePortsOf(
  { host, account, access, conditions, waking }: Phone,
  platform: PhonePlatform,
  deviceName: string | undefined,
  preferences: PreferenceStore,
  readLog: () => string,
): AppPorts {
  const covers = new AlbumCovers();
  const pictureOf = (id: AssetId | undefined): PictureSource | undefined =>
    id === undefined ? undefined : { uri: assetNameOf(id, platform).platformId };
  const { controller } = host;
  return {
    controller: {
      ...controller,
      async listAlbums() {
        const albums = await controller.listAlbums();
        if (host.reports !== undefined) await covers.look(albums, host.reports);
        return albums;
      },
    },
    account: {
      state: account.state,
      findServer: (typed, signal) => account.findServer(typed, signal),
      signIn: (serverUrl, login) => host.signIn(serverUrl, login),
      changePassword: (words) => host.changePassword(words),
      signOut: (options) => host.signOut(options),
    },
    photos: {
      thumbnailOf: (id) => pictureOf(id),
      // The system has a picture of each video.
      frameOf: async () => undefined,
      coverOf: (id) => pictureOf(covers.coverOf(id)),
      search: async (query) => (await host.reports?.search(query)) ?? [],
      previewChoices: async (choices) =>
        (await host.reports?.previewChoices(choices)) ?? {
          statistics: (await controller.readStatus()).statistics,
          candidateBytes: 0,
          keptOut: new Map(),
          unsupported: new Map(),
        },
    },
    device: {
      kind: platform,
      name: deviceName,
      canFreeSpace: true,
      hasCloudOriginals: always(platform === 'ios'),
      isWoken: waking.state,
      readLog,
      conditions,
      access: access.state,
      askForAccess: (wanted) => access.ask(wanted),
      listFolders: () => Promise.reject(new TypeError('a phone has albums')),
      countPhotos: () => Promise.reject(new TypeError('a phone has albums')),
      chooseFolders: () => Promise.reject(new TypeError('a phone has albums')),
    },
    history: {
      readDays: async (fromMs) => (await host.reports?.readDays(fromMs)) ?? [],
      readAlbums: async () => (await host.reports?.readAlbums()) ?? [],
    },
    link: {
      state: always(CONNECTED),
      changes: always(0),
      retry: () => undefined,
    },
    preferences,
    drafts: openDrafts(),
    clock: phoneClock,
  };
}
