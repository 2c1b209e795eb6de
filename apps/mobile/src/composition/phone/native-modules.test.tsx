import { expect, it, jest } from '@jest/globals';
import type * as Loading from './native-modules.ts';

/** A class of native code. */
class NativeClass {
  /** As every one of them has. */
  readonly id = '';
}

it('finds everything that the app uses in the packages, as they are', () => {
  // Ours, and the classes that expo-media-library's own JavaScript extends; all else of native code it needs only when it is called.
  const { expo } = globalThis as unknown as { expo: { modules: Record<string, unknown> } };
  expo.modules['ExpoMediaLibraryNext'] = { Query: NativeClass, Asset: NativeClass, Album: NativeClass };
  expo.modules['BackupNative'] = { addListener: () => ({ remove: () => undefined }) };
  const { loadNativeModules } = jest.requireActual<typeof Loading>('./native-modules');
  const { media, kit, secureStore, sqlite, native, ...modules } = loadNativeModules();
  const { legacy, ...newer } = media;
  const used = {
    ...newer,
    ...legacy,
    displayNotification: kit.displayNotification,
    cancelNotification: kit.cancelNotification,
    createChannels: kit.createChannels,
    requestPermission: kit.requestPermission,
    getInitialNotification: kit.getInitialNotification,
    onForegroundEvent: kit.onForegroundEvent,
    onBackgroundEvent: kit.onBackgroundEvent,
    getItemAsync: secureStore.getItemAsync,
    setItemAsync: secureStore.setItemAsync,
    deleteItemAsync: secureStore.deleteItemAsync,
    openDatabaseAsync: sqlite.openDatabaseAsync,
    listenToNative: native.addListener,
    newUuid: modules.newUuid,
    openUrl: modules.openUrl,
  };
  expect(Object.entries(used).filter(([, value]) => typeof value !== 'function')).toEqual([]);
  expect(modules.platform).toBe('ios');
  expect(modules.deviceLanguages()).toContain('en');
});
