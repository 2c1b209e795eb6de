import { phoneClock } from '../device/system/phone-clock.ts';
import { createDrawFrame } from './draw-frame.ts';
import type { AgentPlatform } from '../controller/over-http/agent-platform.ts';

/** What a page in a browser reaches its agent by: it came from there, and has its cookie. */
export function browserPlatform(): AgentPlatform {
  return {
    origin: '',
    fetch: (url, request) => fetch(url, request),
    clock: phoneClock,
    drawFrame: createDrawFrame(phoneClock),
    forgetFrame: (uri) => {
      URL.revokeObjectURL(uri);
    },
    visibility: {
      isHidden: () => document.hidden,
      subscribe(onChange) {
        document.addEventListener('visibilitychange', onChange);
        return () => document.removeEventListener('visibilitychange', onChange);
      },
    },
  };
}
