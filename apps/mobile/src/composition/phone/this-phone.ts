import { AppState } from 'react-native';
import type { AppPorts } from '../../controller/app-ports.ts';
import { performBackgroundRun } from '../../device/background/perform-background-run.ts';
import type { BackgroundRun, ExpirySignal, RunEnd } from '../../../modules/backup-native/src/index.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { languageOf } from '../../i18n/languages.ts';
import { notificationWordsOf } from '../../i18n/notification-words.ts';
import { openPreferences } from '../open-preferences.ts';
import { followTaps } from './follow-taps.ts';
import { loadNativeModules } from './native-modules.ts';
import { openPhone } from './open-phone.ts';
import { phonePortsOf } from './phone-ports.ts';

/** Nobody reads it yet, and nothing of it leaves the phone. */
const LOGGER = { log: () => undefined };

let opened: ReturnType<typeof open> | undefined;

/** The one phone of this process: the screens and the runs that the system grants share it. */
const thisPhone = (): ReturnType<typeof open> => (opened ??= open());

function open() {
  const modules = loadNativeModules();
  const preferences = openPreferences(modules.memory);
  const phone = openPhone({
    ...modules,
    logger: LOGGER,
    language: () => preferences.state.current().language,
    wordsOf: (choice) => notificationWordsOf(createI18n(languageOf(choice, modules.deviceLanguages())).t),
  });
  return { phone, modules, preferences };
}

/** The native module behind the runs of this phone. */
export const nativeOfThisPhone = () => thisPhone().modules.native;

/** Makes one run that the system has granted. */
export function performOnThisPhone(run: BackgroundRun, expiring: ExpirySignal): Promise<RunEnd> {
  const { phone, modules } = thisPhone();
  const { host, notifier } = phone;
  return performBackgroundRun(run, expiring, {
    native: modules.native,
    runInBackground: (options) => host.runInBackground(options),
    endBackground: () => host.endBackground(),
    setCurrentRun: (current) => phone.setCurrentRun(current),
    notified: () => notifier.settled(),
    logger: LOGGER,
  });
}

/** What the screens stand on; from now on the phone follows whether the app is on the screen. */
export async function openPhonePorts(): Promise<AppPorts> {
  const { phone, modules, preferences } = thisPhone();
  const { host, access } = phone;
  const follow = (state: string): void => {
    host.setActive(state === 'active');
    if (state !== 'active') return;
    // The person may come from the system's settings, or have unlocked the phone since.
    access.refresh().catch(() => undefined);
    host.begin().catch(() => undefined);
  };
  AppState.addEventListener('change', follow);
  followTaps(modules.kit);
  follow(AppState.currentState);
  return phonePortsOf(phone, modules.platform, modules.deviceName, preferences);
}
