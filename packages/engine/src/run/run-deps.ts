import type { DeviceId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Conditions } from '../ports/conditions.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Logger } from '../ports/logger.ts';
import type { PhotoLibrary } from '../ports/photo-library.ts';
import type { Random } from '../ports/random.ts';
import type { Remote } from '../ports/remote.ts';

/** What a run needs of the world. */
export interface RunDeps {
  readonly library: PhotoLibrary;
  readonly ledger: Ledger;
  readonly remote: Remote;
  readonly hasher: Hasher;
  readonly conditions: Conditions;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly deviceId: DeviceId;
}
