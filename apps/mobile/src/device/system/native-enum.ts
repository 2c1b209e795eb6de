/** A value of an enum of a native module, whose own code nothing but a native build can load. */
export const nativeEnum = <Enum>(value: string | number): Enum => value as Enum;
