import type { DeviceId } from '@keepsake/engine';
import type { Credentials } from '@keepsake/remote';
import type * as SecureStore from 'expo-secure-store';

/** What is remembered of the server that was signed in to last; no secret. */
interface KnownServer {
  readonly serverUrl: string;
  readonly userId: string;
  readonly product: 'keepsake' | 'immich';
  readonly version: string;
  readonly email: string | undefined;
}

/** The sign-in and the device's name, where the system keeps secrets. What the system refuses is thrown as it is. */
export interface CredentialStore {
  /** Undefined: nobody is signed in; what is damaged is none. Throws while the phone was not unlocked since it began. */
  readCredentials(): Promise<Credentials | undefined>;
  writeCredentials(credentials: Credentials): Promise<void>;
  forgetCredentials(): Promise<void>;
  readServer(): Promise<KnownServer | undefined>;
  writeServer(server: KnownServer): Promise<void>;
  /** Made at the first call. A phone that was restored from another one's backup makes its own: photos are found by checksum then. */
  readDeviceId(): Promise<DeviceId>;
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
 * copied to another device.
 */
export function createCredentialStore({ secureStore, newUuid }: CredentialStoreDeps): CredentialStore {
  const options = { keychainAccessible: secureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY };
  const read = async <Value>(
    key: string,
    isOne: (value: Partial<Value>) => boolean,
  ): Promise<Value | undefined> => {
    const text = await secureStore.getItemAsync(key, options);
    if (text === null) return undefined;
    try {
      const value = JSON.parse(text) as Partial<Value> | null;
      return value !== null && typeof value === 'object' && isOne(value) ? (value as Value) : undefined;
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
    readCredentials: () => read<Credentials>(KEYS.credentials, isCredentials),
    writeCredentials: (credentials) => write(KEYS.credentials, credentials),
    forgetCredentials: () => secureStore.deleteItemAsync(KEYS.credentials, options),
    readServer: () => read<KnownServer>(KEYS.server, ({ serverUrl, userId }) => areTexts(serverUrl, userId)),
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

const areTexts = (...values: readonly unknown[]): boolean =>
  values.every((value) => typeof value === 'string');

function isCredentials({ serverUrl, userId, userName, credential }: Partial<Credentials>): boolean {
  if (!areTexts(serverUrl, userId, userName) || credential === undefined) return false;
  return credential.kind === 'session' ? areTexts(credential.token) : areTexts(credential.secret);
}
