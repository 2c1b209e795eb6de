import type { AppPorts } from '../../controller/app-ports.ts';
import type { BackgroundRun, ExpirySignal, RunEnd } from '../../../modules/backup-native/src/index.ts';
import { loadNativeModules } from './native-modules.ts';
import { openPhoneProcess, type PhoneProcess } from './phone-process.ts';

let opened: PhoneProcess | undefined;

/** The one phone of this process: the screens and the runs that the system grants share it. */
const thisPhone = (): PhoneProcess => (opened ??= openPhoneProcess(loadNativeModules()));

/** The native module behind the runs of this phone. */
export const nativeOfThisPhone = (): PhoneProcess['native'] => thisPhone().native;

/** Makes one run that the system has granted. */
export const performOnThisPhone = (run: BackgroundRun, expiring: ExpirySignal): Promise<RunEnd> =>
  thisPhone().perform(run, expiring);

/** What the screens stand on. */
export const openPhonePorts = async (): Promise<AppPorts> => thisPhone().openPorts();
