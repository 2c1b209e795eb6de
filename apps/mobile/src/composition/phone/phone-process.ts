import type { AppPorts } from '../../controller/app-ports.ts';
import { performBackgroundRun } from '../../device/background/perform-background-run.ts';
import type { BackgroundRun, ExpirySignal, RunEnd } from '../../../modules/backup-native/src/index.ts';
import { phoneClock } from '../../device/system/phone-clock.ts';
import { createPhoneLog } from '../../device/system/phone-log.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import { languageOf } from '../../i18n/languages.ts';
import { notificationWordsOf } from '../../i18n/notification-words.ts';
import { openPreferences } from '../open-preferences.ts';
import { followTaps } from './follow-taps.ts';
import type { NativeModules } from './native-modules.ts';
import { openPhone } from './open-phone.ts';
import { phonePortsOf } from './phone-ports.ts';

/** The phone of one process, which the system may have started for a screen, or for a run without one. */
export interface PhoneProcess {
  readonly native: NativeModules['native'];
  /** Makes one run that the system has granted. */
  perform(run: BackgroundRun, expiring: ExpirySignal): Promise<RunEnd>;
  /** What the screens stand on, the same each time; from the first time on the phone follows whether the app is on the screen. */
  openPorts(): AppPorts;
}

export function openPhoneProcess(modules: NativeModules): PhoneProcess {
  const { native, appState } = modules;
  const preferences = openPreferences(modules.memory);
  const logger = createPhoneLog(modules.memory, phoneClock);
  const phone = openPhone({
    ...modules,
    logger,
    language: () => preferences.state.current().language,
    wordsOf: (choice) => notificationWordsOf(createI18n(languageOf(choice, modules.deviceLanguages())).t),
  });
  const { host, access, notifier, unopened, waking } = phone;

  const follow = (state: string): void => {
    host.setActive(state === 'active');
    if (state !== 'active') return;
    // The person may come from the system's settings, or have unlocked the phone since.
    access.refresh().catch(() => undefined);
    void waking.look();
    host.begin().catch(() => undefined);
  };

  let ports: AppPorts | undefined;
  const begin = (): AppPorts => {
    appState.addEventListener('change', (state) => {
      follow(state);
      // An app that iOS starts for a backup draws its screens, too, and leaves none.
      if (state === 'background') host.leaveScreen();
    });
    followTaps(modules);
    follow(appState.currentState);
    return phonePortsOf(phone, modules.platform, modules.deviceName, preferences, () => logger.read());
  };

  return {
    native,
    perform: (run, expiring) =>
      performBackgroundRun(run, expiring, {
        native,
        runInBackground: (time) => host.runInBackground(time),
        enter: (current, time) => phone.enter(current, time),
        notified: () => notifier.settled(),
        unopened,
        clock: phoneClock,
        logger,
      }),
    // An app that crashed draws its screens anew, within its process.
    openPorts: () => (ports ??= begin()),
  };
}
