import type { OpenLibrary, Wishes } from './open-library.ts';
import type { UiNotes } from './ui-note.ts';

/**
 * A library that was never looked into is, so that its albums can be chosen. Then it backs itself up; the first backup of all
 * waits for the person, who is still choosing what goes where.
 */
export async function prepareLibrary(library: OpenLibrary, wishes: Wishes, notes: UiNotes): Promise<void> {
  const isNew = (await library.controller.listAlbums()).length === 0;
  if (isNew || Object.keys(wishes.settings).length + wishes.choices.size > 0) await library.takeOver(wishes);
  else await library.controller.readStatus();
  const wasBackedUp = library.controller.snapshot().lastBackupAtMs !== undefined;
  if (notes.read().hasBegun || wasBackedUp || wishes.isBegun === true) library.begin();
}
