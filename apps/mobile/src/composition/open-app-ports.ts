import type { AppPorts } from '../controller/app-ports.ts';
import { openPhonePorts } from './phone/this-phone.ts';

/** What the app stands on: on a phone everything is in this process. `open-app-ports.web.ts` is a page's. */
export function openAppPorts(): Promise<AppPorts> {
  return openPhonePorts();
}
