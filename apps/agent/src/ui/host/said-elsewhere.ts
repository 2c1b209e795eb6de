import type { BackupController } from '@keepsake/engine';

/** Notices that another process said something else of a library: its settings, or the choice of its albums. */
export class SaidElsewhere {
  #known: string | undefined;

  /** Whether that is not as it was at the last look; before the first one it may have become anything. */
  async look(controller: Pick<BackupController, 'readSettings' | 'listAlbums'>): Promise<boolean> {
    const albums = await controller.listAlbums();
    const choices = albums
      .filter(({ choice }) => choice !== 'none')
      .map(({ id, choice }) => `${choice} ${id}`);
    const said = JSON.stringify([await controller.readSettings(), choices.sort()]);
    const isOther = this.#known !== said;
    this.#known = said;
    return isOther;
  }
}
