/** The gradients and filters of one picture. Each method defines one and returns the attribute value that uses it. */
export interface Ink {
  /** A gradient from top to bottom with evenly spaced colours. */
  vertical(...colours: readonly string[]): string;
  /** A gradient from left to right with evenly spaced colours. */
  horizontal(...colours: readonly string[]): string;
  /** A gradient from the centre (or the given point, in 0..1 of the shape) outwards. */
  radial(colours: readonly string[], centre?: readonly [number, number]): string;
  /** Light that fades to nothing at the edge of the shape. */
  glow(colour: string, opacity?: number): string;
  /** A Gaussian blur, in user units. */
  blur(deviation: number): string;
  /** Everything defined so far, for the document's defs. */
  definitions(): string;
}

/** Creates the ink of one picture; ids are unique within it. */
export function createInk(): Ink {
  const definitions = new Map<string, string>();

  const define = (body: (id: string) => string): string => {
    const key = body('');
    const known = definitions.get(key);
    if (known !== undefined) return `url(#${known})`;
    const id = `i${definitions.size}`;
    definitions.set(key, id);
    return `url(#${id})`;
  };
  const linear = (end: string, colours: readonly string[]): string =>
    define((id) => `<linearGradient id="${id}" x1="0" y1="0" ${end}>${stops(colours)}</linearGradient>`);

  return {
    vertical: (...colours) => linear('x2="0" y2="1"', colours),
    horizontal: (...colours) => linear('x2="1" y2="0"', colours),
    radial: (colours, [cx, cy] = [0.5, 0.5]) =>
      define(
        (id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="0.6">${stops(colours)}</radialGradient>`,
      ),
    glow: (colour, opacity = 1) =>
      define((id) => {
        const falloff = [1, 0.62, 0.3, 0.11, 0.03, 0].map(
          (share, index) =>
            `<stop offset="${index / 5}" stop-color="${colour}" stop-opacity="${(share * opacity).toFixed(3)}"/>`,
        );
        return `<radialGradient id="${id}">${falloff.join('')}</radialGradient>`;
      }),
    blur: (deviation) =>
      define(
        (id) =>
          `<filter id="${id}" x="-15%" y="-25%" width="130%" height="150%">` +
          `<feGaussianBlur stdDeviation="${deviation.toFixed(1)}"/></filter>`,
      ),
    definitions: () => [...definitions].map(([body, id]) => body.replace('id=""', `id="${id}"`)).join(''),
  };
}

function stops(colours: readonly string[]): string {
  const last = Math.max(1, colours.length - 1);
  return colours
    .map((colour, index) => `<stop offset="${(index / last).toFixed(3)}" stop-color="${colour}"/>`)
    .join('');
}
