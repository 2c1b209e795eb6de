import type { AssetKind, Settings } from '@keepsake/engine';
import type { Observation, RunObserved } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';

/** What N3 gives a transfer to stop when the network changed. */
const STOPS_WITHIN_MS = 2_000;

/** Never a byte over a network that the settings forbid. */
export const allowedNetworksOnly: CreateInvariant = (truth, report) => ({
  name: 'never a byte over a network that the settings forbid',
  see(seen) {
    if (seen.kind !== 'bytes') return;
    const { world } = truth;
    const run = truth.runOf(seen.process);
    if (run === undefined) {
      report(`${seen.process} moved ${seen.bytes} bytes of ${seen.assetId} without a run`);
      return;
    }
    if (world.clock.elapsedMs - world.network.changedAtMs <= STOPS_WITHIN_MS) return;
    const kind = world.phone.asset(seen.assetId)?.kind ?? 'image';
    const settings = truth.settingsDuring(seen.process);
    if (settings.some((wish) => isAllowed(seen, kind, run, wish, world.network.state.isLowData))) return;
    report(`${run.kind} run moved bytes of the ${kind} ${seen.assetId} ${seen.way} over ${seen.network}`);
  },
});

function isAllowed(
  { network }: Observation & { kind: 'bytes' },
  kind: AssetKind,
  run: RunObserved,
  settings: Settings,
  isLowData: boolean,
): boolean {
  if (run.isOverMeteredAllowed) return true;
  if (network !== 'metered' && network !== 'roaming' && !isLowData) return true;
  if (run.kind === 'background' && settings.requireUnmetered) return false;
  return kind === 'video' ? settings.useCellularForUploadVideos : settings.useCellularForUploadPhotos;
}
