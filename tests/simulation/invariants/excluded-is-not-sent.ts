import type { AlbumId } from '@keepsake/engine';
import type { CreateInvariant } from '../invariant.ts';

/** Nothing that was excluded before its turn was sent. */
export const excludedIsNotSent: CreateInvariant = (truth, report) => {
  /** Of which albums the platform had kept something to itself when a process began its run. */
  const untoldTo = new Map<string, ReadonlySet<AlbumId>>();
  return {
    name: 'nothing that was excluded before its turn was sent',
    see(seen) {
      if (seen.kind === 'run' && seen.what === 'started' && truth.runOf(seen.run.process) === seen.run) {
        const untold = truth.world.phone.albums.all.filter((album) => album.hasUntold);
        untoldTo.set(seen.run.process, new Set(untold.map(({ id }) => id)));
      }
      if (seen.kind !== 'sending') return;
      const { phone, person } = truth.world;
      const run = truth.runOf(seen.call.process);
      const asset = phone.asset(seen.call.assetId);
      if (run === undefined || asset === undefined || !phone.isShown(asset)) return;
      // What moved since the run began is seen by the next one.
      if (phone.history.changedAtMs(asset.id) >= run.startedAtMs) return;
      for (const id of phone.albums.of(asset)) {
        const { choice, atMs } = person.choiceOf(id);
        const album = phone.albums.get(id);
        if (choice !== 'excluded' || atMs >= run.startedAtMs) continue;
        if (album === undefined || album.hasUntold) continue;
        if (untoldTo.get(seen.call.process)?.has(id) === true) continue;
        report(`${asset.id} is sent, and the album ${id} that it is in was excluded before the run began`);
      }
    },
  };
};
