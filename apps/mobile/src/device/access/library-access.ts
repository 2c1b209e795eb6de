import { WatchedValue } from '@keepsake/engine';
import type { LibraryAccess } from '../../controller/device.ts';
import { MEDIA, type PhoneMedia } from '../library/phone-media.ts';
import { grantedBy } from './library-permission.ts';

export interface AccessDeps {
  readonly media: Pick<
    PhoneMedia,
    'addListener' | 'getPermissionsAsync' | 'presentPermissionsPicker' | 'requestPermissionsAsync'
  >;
  /** The system's page of this app's permissions. */
  readonly openSettings: () => Promise<unknown>;
}

/** What the app may see of the photos, and how it is asked for. */
export class PhoneLibraryAccess {
  readonly state = new WatchedValue<LibraryAccess>({ kind: 'loading' });
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Looks again: the person may have been in the system's settings. */
  async refresh(): Promise<LibraryAccess> {
    this.#show(await this.#deps.media.getPermissionsAsync(false, [...MEDIA]));
    return this.state.current();
  }

  /**
   * Asks the person; where some photos were picked, to pick more. Where the system asks no more, its settings are opened, and what is
   * granted there shows when the app comes back.
   */
  async ask(): Promise<LibraryAccess> {
    const { media, openSettings } = this.#deps;
    const before = await media.getPermissionsAsync(false, [...MEDIA]);
    if (grantedBy(before) === 'limited') await media.presentPermissionsPicker([...MEDIA]);
    else if (!before.granted && !before.canAskAgain) await openSettings();
    else this.#show(await media.requestPermissionsAsync(false, [...MEDIA]));
    return this.refresh();
  }

  #show(answer: Parameters<typeof grantedBy>[0]): void {
    const granted = grantedBy(answer);
    const state = this.state.current();
    if (state.kind !== 'photos' || state.granted !== granted) this.state.set({ kind: 'photos', granted });
  }
}
