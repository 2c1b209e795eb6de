import type { DeviceId } from '@keepsake/engine';
import { credentialsOf, type CredentialStore, type NotedServer } from '@keepsake/remote';
import type * as SecureStore from 'expo-secure-store';

/** Where the system keeps secrets, with the server beside them. */
export interface PhoneCredentialStore extends CredentialStore {
  readServer(): Promise<NotedServer | undefined>;
  writeServer(server: NotedServer): Promise<void>;
}

export interface CredentialStoreDeps {
  readonly secureStore: Pick<
    typeof SecureStore,
    'AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY' | 'deleteItemAsync' | 'getItemAsync' | 'setItemAsync'
  >;
  readonly newUuid: () => string;
}

/** Names take letters, digits, `.`, `-` and `_` alone. */
const KEYS = {
  credentials: 'keepsake.sign-in',
  server: 'keepsake.server',
  device: 'keepsake.device',
} as const;

/**
 * Keeps them in iOS's keychain and Android's key store: to be read while the phone is locked too, since backups run then, and never
 * copied to another device. A phone that was restored from another one's backup makes a name of its own.
 */
export function createPhoneCredentialStore({
  secureStore,
  newUuid,
}: CredentialStoreDeps): PhoneCredentialStore {
  const options = { keychainAccessible: secureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY };
  const read = async (key: string): Promise<unknown> => {
    const text = await secureStore.getItemAsync(key, options);
    try {
      return text === null ? undefined : JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  const write = (key: string, value: unknown): Promise<void> =>
    secureStore.setItemAsync(key, JSON.stringify(value), options);
  let making: Promise<DeviceId> | undefined;
  const makeDeviceId = async (): Promise<DeviceId> => {
    const known = await secureStore.getItemAsync(KEYS.device, options);
    if (known !== null && /^[\w-]{8,}$/.test(known)) return known as DeviceId;
    const made = newUuid() as DeviceId;
    await secureStore.setItemAsync(KEYS.device, made, options);
    return made;
  };
  return {
    readCredentials: async () => credentialsOf(await read(KEYS.credentials)),
    writeCredentials: (credentials) => write(KEYS.credentials, credentials),
    forgetCredentials: () => secureStore.deleteItemAsync(KEYS.credentials, options),
    readServer: async () => serverOf(await read(KEYS.server)),
    writeServer: (server) => write(KEYS.server, server),
    readDeviceId() {
      making ??= makeDeviceId().catch((error: unknown) => {
        making = undefined;
        throw error;
      });
      return making;
    },
  };
}

function serverOf(kept: unknown): NotedServer | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { serverUrl, userId } = kept as Partial<NotedServer>;
  return typeof serverUrl === 'string' && typeof userId === 'string' ? (kept as NotedServer) : undefined;
}
