import type { BackupController } from '@keepsake/engine';

/** The same controller; `tell` is called each time that a setting or the choice of albums was changed by it. */
export function tellChanges(controller: BackupController, tell: () => void): BackupController {
  return {
    ...controller,
    async changeSettings(settings) {
      await controller.changeSettings(settings);
      tell();
    },
    async chooseAlbums(choices) {
      await controller.chooseAlbums(choices);
      tell();
    },
  };
}
