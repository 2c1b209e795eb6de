import { BackupError, throwIfCancelled } from '@keepsake/engine';
import type { Life } from '../life.ts';
import type { Observer } from '../observations.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { Downlink } from './downlink.ts';
import type { SimulatedNetwork } from './simulated-network.ts';

/** The way down from the cloud for one process, over the network of the world: its bytes are counted as any. */
export function createDownlink(
  clock: VirtualClock,
  network: SimulatedNetwork,
  life: Life,
  observe: Observer,
): Downlink {
  return {
    async bring(assetId, bytes, signal) {
      // Whoever died at this very moment asks for nothing any more.
      throwIfCancelled(signal);
      if (network.state.kind === 'none' || network.isCaptive) {
        throw new BackupError('download-failed', 'there is no network to download over');
      }
      observe({
        kind: 'bytes',
        process: life.name,
        way: 'down',
        assetId,
        bytes,
        network: network.state.kind,
      });
      await clock.sleep(Math.ceil((bytes * 1000) / network.state.bytesPerSecond), signal);
    },
  };
}
