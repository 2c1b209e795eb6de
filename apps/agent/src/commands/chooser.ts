import type { AlbumChoice, AlbumId, AlbumRecord } from '@keepsake/engine';
import { renamedSentence } from '../display/renamed-words.ts';
import { KEEP_CHOICES, type ChoicePlan } from '../session/choose-albums.ts';

/** Chooses albums in a scan or run, and keeps what there was to say about it. */
export interface Chooser {
  /** For the options of a scan or run. What the plan throws goes through. */
  chooseAlbums(albums: readonly AlbumRecord[]): ReadonlyMap<AlbumId, AlbumChoice>;
  /** Every sentence that was said, for the end: what is said only before a long backup is missed. */
  notes(): readonly string[];
  unknownExclusions(): readonly string[];
}

export interface ChooserDeps {
  readonly before: readonly AlbumRecord[];
  readonly folders: readonly string[];
  readonly planChoices: (albums: readonly AlbumRecord[]) => ChoicePlan;
  readonly say: (sentence: string) => void;
}

/**
 * Wraps a plan, so that every note is said at once, before anything is sent: those of the plan, and one for excluded
 * albums that seem to have been renamed. `before` are the albums as of the last look; the next one forgets what is gone.
 */
export function createChooser({ before, folders, planChoices, say }: ChooserDeps): Chooser {
  const notes: string[] = [];
  let plan = KEEP_CHOICES;
  return {
    chooseAlbums(albums) {
      try {
        plan = planChoices(albums);
        return plan.choices;
      } finally {
        // Also when the choice is refused: the next look knows nothing of the album that is gone.
        const renamed = renamedSentence(before, albums, plan.choices, folders);
        notes.push(...plan.notes, ...(renamed === undefined ? [] : [renamed]));
        for (const note of notes) say(note);
      }
    },
    notes: () => notes,
    unknownExclusions: () => plan.unknownExclusions,
  };
}
