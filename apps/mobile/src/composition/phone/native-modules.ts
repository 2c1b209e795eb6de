import Constants from 'expo-constants';
import { fetch as expoFetch } from 'expo/fetch';
import { randomUUID } from 'expo-crypto';
import { File } from 'expo-file-system';
import { getLocales } from 'expo-localization';
import * as mediaLibrary from 'expo-media-library';
import * as legacyMediaLibrary from 'expo-media-library/legacy';
import * as secureStore from 'expo-secure-store';
import * as sqlite from 'expo-sqlite';
import { Storage } from 'expo-sqlite/kv-store';
import { AppState, Linking, PermissionsAndroid, Platform } from 'react-native';
import notifyKit from 'react-native-notify-kit';
import { createFetchTransport } from '@keepsake/remote';
import { openBackupNative } from '../../../modules/backup-native/src/open-backup-native.ts';
import { askingForPlaces } from '../../device/access/place-permission.ts';
import type { PhoneMedia, PhonePlatform } from '../../device/library/phone-media.ts';
import { phoneClock } from '../../device/system/phone-clock.ts';

/** Whether the app is on the screen. */
interface ScreenState {
  readonly currentState: string;
  addEventListener(type: 'change', listener: (state: string) => void): unknown;
}

/** The native modules that the app stands on: the only place that loads them. */
export function loadNativeModules() {
  const { Album, Asset, Query } = mediaLibrary;
  const platform: PhonePlatform = Platform.OS === 'ios' ? 'ios' : 'android';
  const { getPermissionsAsync, requestPermissionsAsync } =
    platform === 'ios'
      ? mediaLibrary
      : askingForPlaces(mediaLibrary, (permission) => PermissionsAndroid.check(permission));
  const media: PhoneMedia = {
    Album,
    Asset,
    Query,
    addListener: mediaLibrary.addListener,
    getPermissionsAsync,
    requestPermissionsAsync,
    presentPermissionsPicker: mediaLibrary.presentPermissionsPicker,
    legacy: { getAlbumsAsync: legacyMediaLibrary.getAlbumsAsync },
  };
  return {
    platform,
    media,
    native: openBackupNative(),
    kit: notifyKit,
    secureStore,
    sqlite,
    newUuid: randomUUID,
    openFile: (uri: string) => new File(uri),
    databaseFolder: String(sqlite.defaultDatabaseDirectory).replace(/\/+$/, ''),
    memory: {
      getItem: (key: string) => Storage.getItemSync(key),
      setItem: (key: string, text: string) => {
        Storage.setItemSync(key, text);
      },
    },
    appState: AppState as ScreenState,
    openSettings: () => Linking.openSettings(),
    openUrl: (url: string): Promise<unknown> => Linking.openURL(url),
    deviceName: Constants.deviceName,
    deviceLanguages: () => getLocales().map(({ languageCode }) => languageCode),
    /** For everything but files, whose bytes the native module sends. */
    plain: createFetchTransport({
      fetch: (url, { signal, body, ...init }) =>
        expoFetch(url, { ...init, body: body as string | null, signal: signal as AbortSignal }),
      createAbortController: () => new AbortController(),
      streamBody: () => {
        throw new TypeError('a phone sends files by its native module');
      },
      clock: phoneClock,
    }),
  };
}

export type NativeModules = ReturnType<typeof loadNativeModules>;
