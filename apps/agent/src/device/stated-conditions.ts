import { readFileSync } from 'node:fs';
import type { ConditionsState } from '@keepsake/engine';

const NETWORKS: ReadonlySet<unknown> = new Set<ConditionsState['network']>(['none', 'metered', 'unmetered']);

/**
 * What a file says of network and power, such as `{ "network": "metered" }` for a telephone's hotspot; as much of it as
 * makes sense. A file that is not there says nothing.
 */
export function readStatedConditions(file: string): Partial<ConditionsState> {
  let said: unknown;
  try {
    said = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
  if (typeof said !== 'object' || said === null) return {};
  const entries = Object.entries(said).filter(([name, value]) =>
    name === 'network'
      ? NETWORKS.has(value)
      : ['isRoaming', 'isLowData', 'isCharging'].includes(name) && typeof value === 'boolean',
  );
  return Object.fromEntries(entries);
}
