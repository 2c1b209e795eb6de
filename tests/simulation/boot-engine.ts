import {
  createBackupEngine,
  createLeaseRunLock,
  startAutoBackup,
  type BackupEngineDeps,
} from '@keepsake/engine';
import type { BootEngine, DevicePorts } from '@keepsake/testkit';

/** How long a run waits for a network that goes away in the middle. */
const PATIENCE_MS = 20 * 60_000;

/** A thousandth of what they are on a device, so that large files are quickly sent; all else is as it is there. */
export const CHUNK_SIZES = { resumableFromBytes: 8 * 1024, chunkBytes: 8 * 1024 };

/** The real engine, as an app wires it. */
export const bootEngine: BootEngine = (ports) => {
  const controller = createBackupEngine(depsOf(ports));
  return {
    ...controller,
    automate(start) {
      startAutoBackup({
        ...ports,
        controller: {
          readSettings: () => controller.readSettings(),
          start: ({ budgetMs } = {}) => start({ kind: 'background', budgetMs }),
        },
      });
    },
  };
};

function depsOf({ leases, process, ...ports }: DevicePorts): BackupEngineDeps {
  let ownerCount = 0;
  const { clock, logger } = ports;
  const runLock = createLeaseRunLock({
    store: leases,
    clock,
    logger,
    newOwner: () => `${process}/${(ownerCount += 1)}`,
  });
  return { ...ports, runLock, options: { offlinePatienceMs: PATIENCE_MS, chunkSizes: CHUNK_SIZES } };
}
