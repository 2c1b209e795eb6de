/**
 * A value of the engine or of the app as it is once it crossed the local API: ids lose their brands, because the wire
 * knows plain text only, and what is undefined is absent. Assigning what was parsed to the `Wire` of the type it stands for
 * makes the compiler find each field that the schemas lack.
 */
export type Wire<T> = T extends string
  ? [keyof T] extends [keyof string]
    ? T
    : string
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? WireObject<T>
      : T;

type WireObject<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: Wire<T[K]>;
} & { readonly [K in keyof T as undefined extends T[K] ? K : never]?: Wire<T[K]> };

/** Gives what was parsed the type that it stands for. The one place where plain text becomes an id again. */
export function fromWire<T>(value: Wire<T>): T {
  return value as T;
}
