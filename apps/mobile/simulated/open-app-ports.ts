import type { AppPorts } from '../src/controller/app-ports.ts';
import type { Preferences } from '../src/controller/preferences.ts';
import type { SimulatedApp } from './create-simulated-app.ts';
import { enlarge } from './large-library.ts';
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

/** The scenario of the address: `?scenario=failed&theme=dark&language=ar`; `safe=240&bytes=300000` for so many
 * photos of that size, `pictures=50` where real ones are served, `large=100000` for a library that is uploaded for ever. */
export async function openAppPorts(): Promise<AppPorts> {
  const wanted = new URLSearchParams(location.search);
  const remember = (key: string, otherwise: string): string => {
    const value = wanted.get(key) ?? sessionStorage.getItem(key) ?? otherwise;
    sessionStorage.setItem(key, value);
    return value;
  };
  const numberOf = (key: string): number | undefined => Number(remember(key, '0')) || undefined;
  const live: (safeCount?: number, photoBytes?: number) => Promise<SimulatedApp> =
    SCENARIOS[remember('scenario', 'complete') as Scenario];
  const { ports } = await live(numberOf('safe'), numberOf('bytes'));
  const photos = showPictures(ports.photos, numberOf('pictures') ?? 0);
  ports.preferences.change({
    language: remember('language', 'system'),
    theme: remember('theme', 'system') as Preferences['theme'],
  });
  // A test that walks all screens changes the language without a new page.
  Object.assign(globalThis, { preferences: ports.preferences });
  const shown = { ...ports, photos };
  const largeCount = numberOf('large');
  return largeCount === undefined ? shown : enlarge(shown, largeCount);
}

/** So many photos are served as `/pictures/0.jpg` and so on: they stand for those of the phone instead of painted ones. */
function showPictures(photos: AppPorts['photos'], count: number): AppPorts['photos'] {
  if (count === 0) return photos;
  const pictureOf = (id: string) => {
    let sum = 0;
    for (const letter of id) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0;
    return { uri: `/pictures/${sum % count}.jpg` };
  };
  return { ...photos, thumbnailOf: pictureOf, coverOf: pictureOf };
}
