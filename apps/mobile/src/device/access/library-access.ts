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

type Answer = Parameters<typeof grantedBy>[0];

/** What the app may see of the photos, and how it is asked for. */
export class PhoneLibraryAccess {
  readonly state = new WatchedValue<LibraryAccess>({ kind: 'loading' });
  readonly #deps: AccessDeps;
  /** From the first time that the person picks. */
  #changes: { remove(): void } | undefined;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Looks again: the person may have been in the system's settings. */
  async refresh(): Promise<LibraryAccess> {
    this.#show(await this.#deps.media.getPermissionsAsync(false, [...MEDIA]));
    return this.state.current();
  }

  /**
   * Asks the person. Where the system asks no more, or only for some photos, its settings are opened: what is granted there shows when the app comes
   * back. Whoever picked some photos may pick `more` of them at once.
   */
  async ask(wanted: 'all' | 'more' = 'all'): Promise<LibraryAccess> {
    const { media, openSettings } = this.#deps;
    const before = await media.getPermissionsAsync(false, [...MEDIA]);
    const isLimited = grantedBy(before) === 'limited';
    if (isLimited && wanted === 'more') await this.#pickMore(before);
    else if (isLimited || (!before.granted && !before.canAskAgain)) await openSettings();
    else this.#show(await media.requestPermissionsAsync(false, [...MEDIA]));
    return this.refresh();
  }

  /** Android answers when the person has picked; iOS at once, and tells of the library's change later. */
  async #pickMore(before: Answer): Promise<void> {
    const { media } = this.#deps;
    this.#show(before);
    this.#changes ??= media.addListener(() => this.#notePick());
    await media.presentPermissionsPicker([...MEDIA]);
    this.#notePick();
  }

  #notePick(): void {
    const state = this.state.current();
    if (state.kind === 'photos' && state.granted === 'limited')
      this.state.set({ ...state, picks: (state.picks ?? 0) + 1 });
  }

  #show(answer: Answer): void {
    const granted = grantedBy(answer);
    const state = this.state.current();
    if (state.kind !== 'photos' || state.granted !== granted) this.state.set({ kind: 'photos', granted });
  }
}
