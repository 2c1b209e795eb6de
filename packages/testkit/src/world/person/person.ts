import { DEFAULT_SETTINGS, type AlbumChoice, type AlbumId, type Settings } from '@keepsake/engine';

/** What the person said, kept beside the engine: what it is held against. */
export class Person {
  settings: Settings = DEFAULT_SETTINGS;
  /** In the world's own time. */
  settingsChangedAtMs = 0;
  readonly #choices = new Map<AlbumId, { readonly choice: AlbumChoice; readonly atMs: number }>();

  /** What the person chose for an album, and when. */
  choiceOf(id: AlbumId): { readonly choice: AlbumChoice; readonly atMs: number } {
    return this.#choices.get(id) ?? { choice: 'none', atMs: 0 };
  }

  get choices(): ReadonlyMap<AlbumId, AlbumChoice> {
    return new Map([...this.#choices].map(([id, { choice }]) => [id, choice]));
  }

  choose(id: AlbumId, choice: AlbumChoice, atMs: number): void {
    this.#choices.set(id, { choice, atMs });
  }

  set(settings: Partial<Settings>, atMs: number): void {
    this.settings = { ...this.settings, ...settings };
    this.settingsChangedAtMs = atMs;
  }
}
