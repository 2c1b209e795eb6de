import type { AppPorts } from '../src/controller/app-ports.ts';
import type { Preferences } from '../src/controller/preferences.ts';
import type { SimulatedApp } from './create-simulated-app.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

/** Where there is no Node, a turn of the event loop is a message to oneself. */
if (!('setImmediate' in globalThis)) {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  Object.assign(globalThis, {
    setImmediate(callback: () => void) {
      waiting.push(callback);
      port2.postMessage(undefined);
    },
  });
}
if (!('Buffer' in globalThis)) {
  Object.assign(globalThis, {
    Buffer: {
      concat: (chunks: readonly Uint8Array[]) => Uint8Array.from(chunks.flatMap((chunk) => [...chunk])),
    },
  });
}

/** The scenario of the address: `?scenario=failed&theme=dark&language=ar`, and with `&safe=20` as many photos as are wanted. */
export async function openAppPorts(): Promise<AppPorts> {
  const wanted = new URLSearchParams(location.search);
  const remember = (key: string, otherwise: string): string => {
    const value = wanted.get(key) ?? sessionStorage.getItem(key) ?? otherwise;
    sessionStorage.setItem(key, value);
    return value;
  };
  const live: (safeCount?: number) => Promise<SimulatedApp> =
    SCENARIOS[remember('scenario', 'complete') as Scenario];
  const { ports } = await live(Number(remember('safe', '')) || undefined);
  ports.preferences.change({
    language: remember('language', 'system'),
    theme: remember('theme', 'system') as Preferences['theme'],
  });
  // A test that walks all screens changes the language without a new page.
  Object.assign(globalThis, { preferences: ports.preferences });
  return ports;
}
