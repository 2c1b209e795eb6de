import type { AgentPlatform } from '../controller/over-http/agent-platform.ts';

/** What a page in a browser reaches its agent by: it came from there, and has its cookie. */
export function browserPlatform(): AgentPlatform {
  return {
    origin: '',
    fetch: (url, request) => fetch(url, request),
    clock: {
      now: () => Date.now(),
      sleep: (durationMs, signal) =>
        new Promise((resolve, reject) => {
          const stop = (): void => {
            clearTimeout(timer);
            reject(signal.reason);
          };
          const timer = setTimeout(() => {
            signal.removeEventListener('abort', stop);
            resolve();
          }, durationMs);
          if (signal.aborted) stop();
          else signal.addEventListener('abort', stop);
        }),
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
