import type { BackupController, Clock } from '@keepsake/engine';
import type { Account } from './account.ts';
import type { AgentLink } from './agent-link.ts';
import type { BackupHistory } from './backup-history.ts';
import type { Device } from './device.ts';
import type { Drafts } from './drafts.ts';
import type { PhotoIndex } from './photo-index.ts';
import type { PreferenceStore } from './preferences.ts';

/**
 * All that screens know. Made once when the app begins: in this process on a phone, over the agent's local API in a
 * browser, over a simulated phone in tests.
 */
export interface AppPorts {
  readonly controller: BackupController;
  readonly account: Account;
  readonly photos: PhotoIndex;
  readonly device: Device;
  readonly history: BackupHistory;
  readonly link: AgentLink;
  readonly preferences: PreferenceStore;
  readonly drafts: Drafts;
  readonly clock: Pick<Clock, 'now'>;
}
