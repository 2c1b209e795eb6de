import { disc, group, many, oval, stroke, tenth } from './shapes.ts';
import type { Stage } from './stage.ts';

/** Soft fair-weather clouds between two heights (shares of the stage); they drift with the moment. */
export function clouds(
  stage: Stage,
  count: number,
  from: number,
  to: number,
  colour = '#ffffff',
  opacity = 0.8,
): string {
  const { width, height, unit, chance, moment, ink } = stage;
  const puffs = many(count, () => {
    const x = chance.between(-0.05, 1.05) * width + moment * unit * 6;
    const y = chance.between(from, to) * height;
    const size = chance.between(5, 12) * unit;
    return many(9, (index) => {
      const along = (index - 4) / 4;
      const bulge = 1 - along * along * 0.75;
      return oval(
        x + along * size * 1.7,
        y - bulge * size * chance.between(0.1, 0.4),
        size * chance.between(0.4, 0.65),
        size * bulge * chance.between(0.22, 0.42) + unit,
        colour,
      );
    });
  });
  return group(`opacity="${opacity}" filter="${ink.blur(unit * 1.5)}"`, puffs);
}

/** Long thin clouds, as in the evening. */
export function streaks(
  stage: Stage,
  count: number,
  from: number,
  to: number,
  colour: string,
  opacity: number,
): string {
  const { width, height, unit, chance, moment, ink } = stage;
  const bands = many(count, () =>
    oval(
      chance.between(0, 1) * width + moment * unit * 4,
      chance.between(from, to) * height,
      chance.between(12, 45) * unit,
      chance.between(0.4, 1.6) * unit,
      colour,
      `fill-opacity="${tenth(chance.between(0.4, 1))}"`,
    ),
  );
  return group(`opacity="${opacity}" filter="${ink.blur(unit * 0.8)}"`, bands);
}

/** Light around a point. */
export function halo(
  stage: Stage,
  x: number,
  y: number,
  radius: number,
  colour: string,
  opacity = 1,
): string {
  return disc(x, y, radius, stage.ink.glow(colour, opacity));
}

/** Stars over the upper part of the stage, down to a share of its height; they twinkle with the moment. */
export function stars(stage: Stage, count: number, to: number): string {
  const { width, height, unit, chance, moment } = stage;
  return many(count, () => {
    const x = chance.between(0, width);
    const y = chance.between(0, to) * height;
    const brightness = chance.between(0.25, 1) * (0.8 + 0.2 * Math.sin(moment * 12 + x));
    return disc(
      x,
      y,
      unit * chance.between(0.06, 0.22),
      '#ffffff',
      `fill-opacity="${brightness.toFixed(2)}"`,
    );
  });
}

/** A few birds far away. */
export function birds(stage: Stage, count: number, from: number, to: number, colour: string): string {
  const { width, height, unit, chance, moment } = stage;
  const flockX = chance.between(0.2, 0.7) * width;
  return many(count, (index) => {
    const x = flockX + chance.between(-14, 14) * unit + moment * unit * 14;
    const y = chance.between(from, to) * height;
    const span = unit * chance.between(0.9, 1.7);
    const lift = span * (0.35 + 0.3 * Math.sin(moment * 20 + index * 2));
    return stroke(
      `M${tenth(x - span)} ${tenth(y - lift)}Q${tenth(x - span * 0.4)} ${tenth(y - lift)} ${tenth(x)} ${tenth(y)}` +
        `Q${tenth(x + span * 0.4)} ${tenth(y - lift)} ${tenth(x + span)} ${tenth(y - lift)}`,
      colour,
      unit * 0.28,
    );
  });
}

/** Lights out of focus over a part of the stage (shares of its height). */
export function bokeh(
  stage: Stage,
  count: number,
  colours: readonly [string, ...string[]],
  [from, to]: readonly [number, number],
  [smallest, largest]: readonly [number, number] = [2, 6],
): string {
  const { width, height, unit, chance, moment, ink } = stage;
  return many(count, (index) => {
    const colour = chance.pick(colours);
    const x = chance.between(-0.02, 1.02) * width;
    const y = chance.between(from, to) * height;
    const radius = chance.between(smallest, largest) * unit;
    const opacity = chance.between(0.15, 0.5) * (0.85 + 0.15 * Math.sin(moment * 9 + index));
    return (
      disc(x, y, radius * 1.9, ink.glow(colour, 0.35), `fill-opacity="${opacity.toFixed(2)}"`) +
      disc(
        x,
        y,
        radius,
        colour,
        `fill-opacity="${opacity.toFixed(2)}" stroke="${colour}" stroke-opacity="${opacity.toFixed(2)}" stroke-width="${tenth(unit * 0.3)}"`,
      )
    );
  });
}
