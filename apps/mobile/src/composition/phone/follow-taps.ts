import type { Event, EventType, Notification } from 'react-native-notify-kit';
import { nativeEnum } from '../../device/system/native-enum.ts';
import type { NativeModules } from './native-modules.ts';

/** The value of notify-kit's enum for a tap on the notification itself. */
const PRESSED = nativeEnum<EventType.PRESS>(1);
/** Addresses of the app's screens. */
const SCHEME = 'keepsake:/';

/** Leads whoever taps a notification to what it is about: while the app is looked at, when it comes back for that, and when the tap opened it. */
export function followTaps({
  kit,
  appState,
  openUrl,
}: Pick<NativeModules, 'appState' | 'kit' | 'openUrl'>): void {
  let opening: Notification | undefined;
  /** Tapped while the app was not on the screen, where it cannot be led anywhere. */
  let waiting: Notification | undefined;
  const lead = (notification: Notification | undefined): void => {
    const route = notification?.data?.['route'];
    if (typeof route === 'string') openUrl(SCHEME + route).catch(() => undefined);
  };
  const tapped = ({ type, detail }: Event): Notification | undefined =>
    type === PRESSED ? detail.notification : undefined;

  kit.onForegroundEvent((event) => lead(tapped(event)));
  kit.onBackgroundEvent(async (event) => {
    const notification = tapped(event);
    // Android tells of the tap that opened the app here, too.
    if (notification !== undefined && notification.id !== opening?.id) waiting = notification;
  });
  appState.addEventListener('change', (state) => {
    if (state !== 'active') {
      opening = undefined;
      return;
    }
    lead(waiting);
    waiting = undefined;
  });
  kit.getInitialNotification().then(
    (initial) => {
      opening = initial?.notification;
      lead(opening);
    },
    () => undefined,
  );
}
