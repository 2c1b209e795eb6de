import type { BackupController } from '@keepsake/engine';

const LOOKS = 60;
const LOOK_EVERY_MS = 1_000;

/**
 * Begins a backup. A run that is at its end takes nothing up any more: what was asked for in that moment would wait for the
 * next one, and so one is begun after it.
 */
export async function startInTurn(
  controller: BackupController,
  options?: Parameters<BackupController['start']>[0],
): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    if ((await controller.start(options)).kind !== 'already-running') return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
