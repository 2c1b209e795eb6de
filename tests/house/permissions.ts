import { spawnSync } from 'node:child_process';

/** Takes from root what lets it ignore permissions; others never had it. */
const SETPRIV = 'setpriv';
const WITHOUT_POWERS = ['--inh-caps=-all', '--bounding-set=-dac_override,-dac_read_search'];
const isRoot = process.getuid?.() === 0;
const canDropPowers = isRoot && spawnSync(SETPRIV, [...WITHOUT_POWERS, 'true']).status === 0;

/** Whether a process can be started here that may not read what its permissions forbid. */
export const permissionsBind = canDropPowers || (!isRoot && process.platform !== 'win32');

/** The command that runs another one as someone whom permissions bind. */
export function boundByPermissions(
  file: string,
  args: readonly string[],
): readonly [file: string, args: readonly string[]] {
  return isRoot ? [SETPRIV, [...WITHOUT_POWERS, file, ...args]] : [file, args];
}
