/** A port that does some of its methods differently, and everything else as it always does. */
export function overriding<Port extends object>(port: Port, methods: Partial<Port>): Port {
  return new Proxy(port, {
    get(target, key) {
      const source: object = Object.hasOwn(methods, key) ? methods : target;
      const value: unknown = Reflect.get(source, key, source);
      return typeof value === 'function' ? (value.bind(source) as unknown) : value;
    },
  });
}
