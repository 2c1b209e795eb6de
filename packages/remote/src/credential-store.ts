import type { DeviceId } from '@keepsake/engine';
import type { Credentials } from './credentials.ts';

/**
 * The sign-in and the name of one installation on one device, where others cannot read them; the next process finds
 * what this one wrote. What the platform refuses is thrown as it is, and changes nothing.
 */
export interface CredentialStore {
  /**
   * Undefined: nobody is signed in. What is damaged is nobody's: it is thrown or none, and signing in replaces it.
   * What cannot be read now (a phone that was not unlocked, a file of somebody else) is thrown, and never none.
   */
  readCredentials(): Promise<Credentials | undefined>;
  writeCredentials(credentials: Credentials): Promise<void>;
  /** May be repeated. The device keeps its name. */
  forgetCredentials(): Promise<void>;
  /**
   * Made at the first call, of 8 letters, digits, `-` and `_` or more, and anew where it is damaged: photos are found by
   * checksum then.
   */
  readDeviceId(): Promise<DeviceId>;
}
