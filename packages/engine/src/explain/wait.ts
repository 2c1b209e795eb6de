import { holdOf, type Allowance, type Hold } from '../conditions/allowance.ts';
import type { DeviceAsset } from '../model/asset.ts';
import type { LackOfRoom } from '../ports/ledger.ts';

/** What a pending candidate waits for (A13); exactly one. */
export type Wait = 'room' | 'device-room' | Hold | 'icloud-download' | 'its-turn';

/** What its answer depends on beside the asset. */
export interface WaitContext {
  readonly lackOfRoom: LackOfRoom | undefined;
  readonly allowance: Allowance;
}

/** The first thing that stands in its way. Pure. */
export function waitOf(
  { kind, isInCloud }: Pick<DeviceAsset, 'kind' | 'isInCloud'>,
  { lackOfRoom, allowance }: WaitContext,
): Wait {
  if (lackOfRoom !== undefined) return lackOfRoom.code === 'device-full' ? 'device-room' : 'room';
  return holdOf(allowance, kind) ?? (isInCloud ? 'icloud-download' : 'its-turn');
}
