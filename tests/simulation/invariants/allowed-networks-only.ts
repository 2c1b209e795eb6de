import type { AssetKind, Settings } from '@keepsake/engine';
import type { Observation, RunObserved } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';

/** What N3 gives a transfer to stop when the network changed. */
const STOPS_WITHIN_MS = 2_000;

/** Never a byte over a network that the settings forbid, nor without the power that they demand. */
export const allowedNetworksOnly: CreateInvariant = (truth, report) => ({
  name: 'never a byte over a network that the settings forbid, nor without the power that they demand',
  see(seen) {
    if (seen.kind !== 'bytes') return;
    const { world } = truth;
    const run = truth.runOf(seen.process);
    if (run === undefined) {
      report(`${seen.process} moved ${seen.bytes} bytes of ${seen.assetId} without a run`);
      return;
    }
    // A frozen process hears of it when it goes on.
    const knowsSinceMs = Math.max(world.network.changedAtMs, truth.wokeAtMs(seen.process) ?? 0);
    if (world.clock.elapsedMs - knowsSinceMs <= STOPS_WITHIN_MS || truth.isAsleep(seen.process)) return;
    const kind = world.phone.asset(seen.assetId)?.kind ?? 'image';
    const settings = truth.settingsDuring(seen.process);
    const { isLowData, isCharging } = world.network.state;
    if (!settings.some((wish) => hasPower(run, wish, isCharging)))
      report(`${run.kind} run moved bytes of ${seen.assetId} ${seen.way} without power`);
    if (settings.some((wish) => isAllowed(seen, kind, run, wish, isLowData))) return;
    report(`${run.kind} run moved bytes of the ${kind} ${seen.assetId} ${seen.way} over ${seen.network}`);
  },
});

const hasPower = (run: RunObserved, { requireCharging }: Settings, isCharging: boolean): boolean =>
  isCharging || run.kind === 'foreground' || run.isOverMeteredAllowed || !requireCharging;

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
