import type { BackupController } from '@keepsake/engine';

const LOOKS = 60;
const LOOK_EVERY_MS = 1_000;

/**
 * Begins a backup for what a person asked to be sent again. A run that is at its end takes nothing up any more: what was asked
 * for in that moment would wait for the next one, and so one is begun after it. Unless the person stops that one: then nothing
 * begins by itself.
 */
export async function startInTurn(controller: BackupController): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    if ((await controller.start()).kind !== 'already-running') return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const { activity, lastOutcome } = controller.snapshot();
    if (activity.kind === 'idle' && lastOutcome?.kind === 'cancelled') return;
  }
}
