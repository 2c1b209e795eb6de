import type { HttpRequest } from '@keepsake/remote';
import type { BackupNative, TransferRecord } from '../../../modules/backup-native/src/index.ts';
import { mayBeDear } from './transfer-notes.ts';

/** Which networks transfers may go over (N2): what is wanted of each, and what was noted of it when it was begun. */
export interface TransferNetworks {
  /** Bytes are counted on the network of now. */
  isDear(): boolean;
  /** What the engine lets go over dear networks may find itself there later, whatever the network of now is. */
  mayBeDearIn(request: HttpRequest): boolean;
  /**
   * Whether it was begun for other networks than the request may use now: by settings of before, or by a run that might do more, or less. What ends with
   * this process, and somebody waits for, goes over no network that the engine does not see; and what waits for Wi-Fi where there is some is no slower for it.
   */
  isForOthers(record: TransferRecord, request: HttpRequest): boolean;
}

export function createTransferNetworks(
  native: Pick<BackupNative, 'readConditions'>,
  isFleeting: (id: string) => boolean,
): TransferNetworks {
  const isDear = (): boolean => {
    const { isMetered, isRoaming, isLowData, network } = native.readConditions();
    return isMetered || isRoaming || isLowData || network === 'cellular';
  };
  const mayBeDearIn = ({ isMeteredAllowed }: HttpRequest): boolean => isMeteredAllowed?.() ?? isDear();
  return {
    isDear,
    mayBeDearIn,
    isForOthers: (record, request) =>
      mayBeDear(record) ? !isFleeting(record.id) && !mayBeDearIn(request) : isDear() && mayBeDearIn(request),
  };
}
