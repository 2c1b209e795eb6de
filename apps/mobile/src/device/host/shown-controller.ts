import type { BackupController, Settings } from '@keepsake/engine';
import type { OpenPerson } from './open-person.ts';

export interface ShownControllerDeps {
  /** Whether this person has begun a backup before. */
  readonly hasBegun: () => boolean;
  /** They begin one. */
  readonly begin: () => void;
  /** Their first one is over. */
  readonly onFirstEnd: () => void;
  /** Has the system wake the app as the person wishes now. */
  readonly schedule: () => Promise<void>;
  readonly forbidMetered: () => Promise<void>;
  /** Ends what is sent on without the app, and nobody waits for. */
  readonly endLeft: () => Promise<void>;
}

/** What screens see of somebody's backup: what they say of the settings the system hears too. */
export function createShownController(
  { acting: { controller }, opened }: Pick<OpenPerson, 'acting' | 'opened'>,
  { hasBegun, begin, onFirstEnd, schedule, forbidMetered, endLeft }: ShownControllerDeps,
): BackupController {
  return {
    ...controller,
    start: async (options) => {
      const isFirst = !hasBegun();
      begin();
      // At once: the system brings it to its end if the app does not.
      if (isFirst) await schedule();
      try {
        return await controller.start(options);
      } finally {
        if (isFirst) onFirstEnd();
      }
    },
    cancel: (why) => {
      controller.cancel(why);
      void endLeft();
    },
    chooseAlbums: async (choices) => {
      await controller.chooseAlbums(choices);
      await opened.forgetLoss();
    },
    changeSettings: async (settings) => {
      await controller.changeSettings(settings);
      if (forbidsNetworks(settings)) await forbidMetered();
      await schedule();
    },
  };
}

const forbidsNetworks = (change: Partial<Settings>): boolean =>
  change.useCellularForUploadPhotos === false ||
  change.useCellularForUploadVideos === false ||
  change.requireUnmetered === true;
