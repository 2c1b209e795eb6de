import type { CreateInvariant } from '../invariant.ts';

/** Downloads at once (I3). */
const MOST_IN_USE = 2;

/** Temp space bounded, and zero at rest. */
export const temporarySpace: CreateInvariant = (truth, report) => {
  /** What the platform moved to the cloud behind the back of a run comes down beside the others. */
  let surprises = 0;
  return {
    name: 'temp space bounded and zero at rest',
    see(seen) {
      // A frozen process keeps what it has, and another one takes its place.
      if (seen.kind === 'process' && seen.what === 'fell-asleep') surprises += MOST_IN_USE;
      if (seen.kind === 'event' && seen.text.includes('"photo-clouded"') && truth.runsGoOn) surprises += 1;
    },
    afterEvent() {
      const { temporary } = truth.world.phone;
      if (temporary.most.inUse > MOST_IN_USE + surprises)
        report(`${temporary.most.inUse} originals from the cloud lay there at once`);
      if (!truth.runsGoOn && temporary.inUseCount > 0) {
        report(`no run goes on, and ${temporary.inUseCount} temporary files are in use`);
      }
    },
    whenCalm() {
      const { count } = truth.world.phone.temporary;
      if (count > 0) report(`${count} temporary files lie there at rest`);
    },
  };
};
