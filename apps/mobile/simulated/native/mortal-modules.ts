import type { Life } from '@keepsake/testkit';
import type { NativeModules } from '../../src/composition/phone/native-modules.ts';

/** The native modules as one process has them: what it called never comes back to it once it is dead, and what it calls then does nothing. */
export function mortalModules(modules: NativeModules, life: Life): NativeModules {
  const { native, appState, sqlite } = modules;
  const heard =
    <Event>(listener: (event: Event) => void) =>
    (event: Event): void =>
      life.whenAwake(() => listener(event));
  return {
    ...modules,
    native: {
      ...mortal(native, life),
      addListener: (name, listener) => native.addListener(name, heard(listener)),
      readConditions: () => native.readConditions(),
    },
    secureStore: mortal(modules.secureStore, life),
    kit: mortal(modules.kit, life, ['onBackgroundEvent', 'onForegroundEvent']),
    sqlite: {
      ...sqlite,
      openDatabaseAsync: (...given: Parameters<typeof sqlite.openDatabaseAsync>) =>
        life.call(async () => {
          const database = await sqlite.openDatabaseAsync(...given);
          // What was not committed is not written.
          life.whenItDies(() => void database.closeAsync().catch(() => undefined));
          return mortal(database, life);
        }),
    },
    plain: mortal(modules.plain, life),
    appState: {
      get currentState() {
        return appState.currentState;
      },
      addEventListener: (type, listener) => appState.addEventListener(type, heard(listener)),
    },
  };
}

/** What answers later, and what it answers with, as one process sees it; functions by these names answer at once. */
function mortal<Module extends object>(module: Module, life: Life, atOnce: readonly string[] = []): Module {
  return new Proxy(module, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function' || atOnce.includes(String(name))) return member;
      return (...given: readonly unknown[]) =>
        life.call(async () => {
          const answer = (await Reflect.apply(member, target, given)) as unknown;
          return isModule(answer) ? mortal(answer, life) : answer;
        });
    },
  });
}

/** Databases and statements answer with others like them; all else is only data. */
const isModule = (answer: unknown): answer is object =>
  typeof answer === 'object' && answer !== null && METHODS.some((name) => name in answer);

const METHODS = ['getAllAsync', 'executeAsync', 'finalizeAsync'];
