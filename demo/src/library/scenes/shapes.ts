import type { Chance } from '../chance.ts';

/** A point in user units. */
export type Point = readonly [x: number, y: number];

/** Rounds to a tenth, which keeps documents short. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Paints `count` things, one after the other. */
export function many(count: number, paint: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => paint(index)).join('');
}

/** A filled path. `more` holds further attributes, here and below. */
export function path(outline: string, fill: string, more = ''): string {
  return `<path d="${outline}" fill="${fill}" ${more}/>`;
}

/** An unfilled line with round ends. */
export function stroke(outline: string, colour: string, width: number, more = ''): string {
  return `<path d="${outline}" fill="none" stroke="${colour}" stroke-width="${tenth(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
}

/** A filled circle. */
export function disc(x: number, y: number, radius: number, fill: string, more = ''): string {
  return `<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(radius)}" fill="${fill}" ${more}/>`;
}

/** A filled ellipse. */
export function oval(x: number, y: number, rx: number, ry: number, fill: string, more = ''): string {
  return `<ellipse cx="${tenth(x)}" cy="${tenth(y)}" rx="${tenth(rx)}" ry="${tenth(ry)}" fill="${fill}" ${more}/>`;
}

/** A filled rectangle, with rounded corners when `radius` is given. */
export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  radius = 0,
  more = '',
): string {
  return `<rect x="${tenth(x)}" y="${tenth(y)}" width="${tenth(width)}" height="${tenth(height)}" rx="${tenth(radius)}" fill="${fill}" ${more}/>`;
}

/** Shapes under common attributes. */
export function group(attributes: string, shapes: string): string {
  return `<g ${attributes}>${shapes}</g>`;
}

/** Shapes moved, turned and scaled. */
export function placed(x: number, y: number, shapes: string, scale = 1, degrees = 0): string {
  return `<g transform="translate(${tenth(x)} ${tenth(y)}) rotate(${tenth(degrees)}) scale(${scale.toFixed(3)})">${shapes}</g>`;
}

/** A colour between two others, each `#rrggbb`; 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(from, at) * (1 - share) + channel(to, at) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The outline of a landscape: `steps` is a power of two, `roughness` 0.35 (hills) … 0.6 (rocks). */
export function skyline(
  chance: Chance,
  line: { left: number; right: number; y: number; height: number; steps: number; roughness: number },
): Point[] {
  const heights = new Array<number>(line.steps + 1).fill(0);
  heights[0] = chance.between(-1, 1);
  heights[line.steps] = chance.between(-1, 1);
  // Midpoint displacement.
  for (let span = line.steps, reach = 1; span > 1; span /= 2, reach *= line.roughness) {
    for (let start = 0; start < line.steps; start += span) {
      const middle = ((heights[start] ?? 0) + (heights[start + span] ?? 0)) / 2;
      heights[start + span / 2] = middle + chance.between(-reach, reach);
    }
  }
  return heights.map((height, index) => [
    line.left + ((line.right - line.left) * index) / line.steps,
    line.y - height * line.height,
  ]);
}

/** A path through points and down to `bottom`: straight for rocks, rounded for hills. */
export function land(points: readonly Point[], bottom: number, form: 'straight' | 'rounded'): string {
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  let outline = `M${tenth(first[0])} ${bottom}L${tenth(first[0])} ${tenth(first[1])}`;
  if (form === 'straight') {
    outline += rest.map(([x, y]) => `L${tenth(x)} ${tenth(y)}`).join('');
  } else {
    let previous = first;
    for (const point of rest) {
      const middle = [(previous[0] + point[0]) / 2, (previous[1] + point[1]) / 2] as const;
      outline += `Q${tenth(previous[0])} ${tenth(previous[1])} ${tenth(middle[0])} ${tenth(middle[1])}`;
      previous = point;
    }
    outline += `L${tenth(last[0])} ${tenth(last[1])}`;
  }
  return `${outline}L${tenth(last[0])} ${bottom}Z`;
}
