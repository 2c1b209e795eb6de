import type { CreateInvariant } from '../invariant.ts';

/** Downloads at once (I3). */
const MOST_IN_USE = 2;

/** Temp space bounded, and zero at rest. */
export const temporarySpace: CreateInvariant = (truth, report) => ({
  name: 'temp space bounded and zero at rest',
  afterEvent() {
    const { temporary } = truth.world.phone;
    if (temporary.most.inUse > MOST_IN_USE)
      report(`${temporary.most.inUse} originals from the cloud lay there at once`);
    if (!truth.runsGoOn && temporary.inUseCount > 0) {
      report(`no run goes on, and ${temporary.inUseCount} temporary files are in use`);
    }
  },
  whenCalm() {
    const { count } = truth.world.phone.temporary;
    if (count > 0) report(`${count} temporary files lie there at rest`);
  },
});
