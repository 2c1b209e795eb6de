import { nativeErrorCodeOf } from '../../../modules/backup-native/src/index.ts';
import { libraryErrorOf } from '../library/library-errors.ts';
import type { PhoneTransportDeps } from './phone-http-transport.ts';

type Transfers = PhoneTransportDeps['native'];

/**
 * The transfers of the native module, which say of what they cannot begin, for lack of room to write it down, what the engine knows. What has no
 * code of the module is a fault of ours, and comes as it is.
 */
export function withTransferErrors(native: Transfers): Transfers {
  return {
    async enqueueTransfer(request) {
      try {
        await native.enqueueTransfer(request);
      } catch (error) {
        throw nativeErrorCodeOf(error) === undefined ? error : libraryErrorOf(error);
      }
    },
    acknowledgeTransfers: (ids) => native.acknowledgeTransfers(ids),
    addListener: (name, listener) => native.addListener(name, listener),
    cancelTransfers: (ids) => native.cancelTransfers(ids),
    listTransfers: () => native.listTransfers(),
    readConditions: () => native.readConditions(),
  };
}
