import { isWithin } from '../device/library-roots.ts';

/** Said of sums over libraries that have photos in common; undefined: they have none. */
export function overlapSentence(libraries: readonly (readonly string[])[]): string | undefined {
  const meets = libraries.some((one, index) =>
    libraries
      .slice(index + 1)
      .some((other) => one.some((a) => other.some((b) => isWithin(a, b) || isWithin(b, a)))),
  );
  return meets ? 'Some folders are in more than one of these; what is in them counts in each.' : undefined;
}
