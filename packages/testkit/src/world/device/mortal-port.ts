import type { Life } from '../life.ts';

/** A port whose methods all answer with promises, as one process sees it: each call is two steps of its life. */
export function mortalPort<Port extends object>(port: Port, life: Life): Port {
  return new Proxy(port, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]) =>
        life.call(async () => (await Reflect.apply(member, target, given)) as unknown);
    },
  });
}
