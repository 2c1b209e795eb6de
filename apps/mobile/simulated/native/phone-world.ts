import type {
  Clock,
  Conditions,
  OpenedAsset,
  OpenedPart,
  OriginalRemover,
  PhotoLibrary,
} from '@keepsake/engine';
import type { SimulatedPhone } from '@keepsake/testkit';

/** What can be read at an address. */
export interface OpenFile {
  readonly part: OpenedPart;
  readonly opened: OpenedAsset;
  readonly isTemporary: boolean;
}

/** A simulated phone as one process sees it: what the imitated native modules of that process stand on. */
export interface PhoneWorld {
  readonly phone: SimulatedPhone;
  /** Of the process: what waits on it never goes on once the process is dead. */
  readonly clock: Clock;
  readonly library: PhotoLibrary;
  readonly remover: OriginalRemover;
  readonly conditions: Conditions;
  /** What lies at which address, where it outlives the process. */
  readonly files?: Map<string, OpenFile>;
}

const NEVER = {
  aborted: false,
  reason: undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

/** A call to native code, which answers later: never, when the process dies meanwhile. */
export async function natively<Answer>(
  { clock }: Pick<PhoneWorld, 'clock'>,
  work: () => Answer | Promise<Answer>,
  tookMs = 1,
): Promise<Answer> {
  await clock.sleep(tookMs, NEVER);
  return work();
}

/** What is left out of an imitation is not used. */
export function notImitated(): never {
  throw new Error('this function of the native module is not imitated');
}

/** An asset's address on the platform. */
export const addressOf = (id: string, { flavour }: Pick<SimulatedPhone, 'flavour'>): string =>
  flavour === 'android' ? `content://media/external/${id}` : `ph://${id}`;

/** Any form of an asset's id that the modules take. */
export const idOf = (platformId: string): string =>
  platformId.replace(/^(?:content:\/\/media\/external\/|ph:\/\/)/, '');
