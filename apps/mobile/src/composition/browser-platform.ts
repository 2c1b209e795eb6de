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
    visibility: watchVisibility(),
  };
}

/** A page that was left runs no more, but a browser may keep it as it is, connections and all, and show it again. */
function watchVisibility(): AgentPlatform['visibility'] {
  let isLeft = false;
  const observers = new Set<() => void>();
  const tell = (): void => {
    for (const observer of observers) observer();
  };
  const leave = (): void => {
    isLeft = true;
    tell();
  };
  const comeBack = (): void => {
    isLeft = false;
    tell();
  };
  addEventListener('pagehide', leave);
  document.addEventListener('freeze', leave);
  addEventListener('pageshow', comeBack);
  document.addEventListener('resume', comeBack);
  document.addEventListener('visibilitychange', tell);
  addEventListener('focus', tell);
  return {
    current: () => (isLeft ? 'left' : document.hidden ? 'hidden' : 'seen'),
    subscribe(onChange) {
      observers.add(onChange);
      return () => observers.delete(onChange);
    },
  };
}
