import { Linking } from 'react-native';
import type kit from 'react-native-notify-kit';
import type { EventType } from 'react-native-notify-kit';
import { nativeEnum } from '../../device/system/native-enum.ts';

/** The value of notify-kit's enum for a tap on the notification itself. */
const PRESSED = nativeEnum<EventType.PRESS>(1);
/** Addresses of the app's screens. */
const SCHEME = 'keepsake:/';

type Taps = Pick<typeof kit, 'getInitialNotification' | 'onForegroundEvent'>;

/** Leads whoever taps a notification to what it is about, also when the tap opened the app. */
export function followTaps({ getInitialNotification, onForegroundEvent }: Taps): void {
  const go = (data: Readonly<Record<string, unknown>> | undefined): void => {
    const route = data?.['route'];
    if (typeof route === 'string') Linking.openURL(SCHEME + route).catch(() => undefined);
  };
  onForegroundEvent(({ type, detail }) => {
    if (type === PRESSED) go(detail.notification?.data);
  });
  getInitialNotification().then(
    (opened) => go(opened?.notification.data),
    () => undefined,
  );
}
