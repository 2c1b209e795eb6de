import type { BackupController, Settings } from '@keepsake/engine';

/** Changes what is not so already: a date that is said again each night must not make the whole library be planned anew. */
export async function changeSettings(
  controller: Pick<BackupController, 'readSettings' | 'changeSettings'>,
  wanted: Partial<Settings>,
): Promise<void> {
  const current: Readonly<Record<string, unknown>> = { ...(await controller.readSettings()) };
  const changes = Object.entries(wanted).filter(([name, value]) => current[name] !== value);
  if (changes.length > 0) await controller.changeSettings(Object.fromEntries(changes));
}
