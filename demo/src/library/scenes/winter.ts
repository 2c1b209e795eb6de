import { halo, stars } from './atmosphere.ts';
import { firTree } from './mountains.ts';
import { box, disc, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** Snow falls on a fir wood at dusk, with a lit cabin. */
export const cabinInSnow: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const ground = height * 0.7;
  const x = width * chance.between(0.34, 0.6);
  return [
    box(0, 0, width, height, ink.vertical('#1f2d5c', '#4f5b96', '#b593b8', '#f3c9bd')),
    stars(stage, 60, 0.3),
    hill(stage, ground - unit * 8, 8, '#8d94c4', '#aab2da'),
    firRow(stage, ground - unit * 5, 26, '#5f6a9c', 9, 15, 0.5),
    hill(stage, ground, 4, '#c9cfea', '#dfe3f4'),
    firRow(stage, ground + unit * 1, 9, '#31476a', 18, 32, 0.75),
    halo(stage, x, ground, unit * 34, '#ffc06a', 0.55),
    cabin(stage, x, ground + unit * 6),
    hill(stage, ground + unit * 10, 3, '#eef1fb', '#c7cfea'),
    placed(width * 0.09, height * 1.02, firTree('#22395a', 0.9), unit * 0.85),
    placed(width * 0.93, height * 1.04, firTree('#22395a', 0.9), unit * 1.0),
    snowfall(stage, 190),
  ].join('');
};

/** A snowman on a bright winter day. */
export const snowman: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const x = width * chance.between(0.4, 0.6);
  const foot = height * 0.86;
  const [scarf, hat] = chance.pick([
    ['#d8433b', '#2f3440'],
    ['#2f7fb5', '#6b3f2a'],
    ['#3f9a63', '#7a2f3a'],
  ] as const);
  const ball = (y: number, radius: number): string =>
    disc(x, y, radius, ink.radial(['#ffffff', '#f3f7fd', '#c3d2e8'], [0.4, 0.34]));
  return [
    box(0, 0, width, height, ink.vertical('#5fa8e0', '#b9def4', '#f1f8fb')),
    hill(stage, height * 0.6, 6, '#d5e4f2', '#e9f2f9'),
    firRow(stage, height * 0.62, 16, '#4f7f86', 10, 20, 0.8),
    hill(stage, height * 0.7, 3, '#ffffff', '#d3e1f0'),
    oval(
      x + unit * 8,
      foot + unit,
      unit * 24,
      unit * 4,
      '#8fa9cc',
      `fill-opacity="0.55" filter="${ink.blur(unit)}"`,
    ),
    stroke(
      `M${tenth(x - unit * 10)} ${tenth(foot - unit * 27)}q${tenth(-unit * 9)} ${tenth(-unit * 4)} ${tenth(-unit * 13)} ${tenth(-unit * 10)}m${tenth(unit * 4)} ${tenth(unit * 4.6)}l${tenth(-unit * 5)} ${tenth(unit * 0.4)}`,
      '#6b4a35',
      unit * 0.9,
    ),
    stroke(
      `M${tenth(x + unit * 10)} ${tenth(foot - unit * 27)}q${tenth(unit * 9)} ${tenth(-unit * 2)} ${tenth(unit * 14)} ${tenth(-unit * 8)}m${tenth(-unit * 4)} ${tenth(unit * 4)}l${tenth(unit * 5)} ${tenth(unit * 0.2)}`,
      '#6b4a35',
      unit * 0.9,
    ),
    ball(foot - unit * 10, unit * 15),
    ball(foot - unit * 28, unit * 11.5),
    ball(foot - unit * 43, unit * 8.6),
    many(3, (index) => disc(x + unit * 0.4, foot - unit * (32 - index * 5), unit * 0.95, '#33363f')),
    path(
      `M${tenth(x - unit * 9)} ${tenth(foot - unit * 37)}Q${tenth(x)} ${tenth(foot - unit * 32)} ${tenth(x + unit * 9)} ${tenth(foot - unit * 37)}L${tenth(x + unit * 9)} ${tenth(foot - unit * 34)}Q${tenth(x)} ${tenth(foot - unit * 29)} ${tenth(x - unit * 9)} ${tenth(foot - unit * 34)}Z`,
      scarf,
    ),
    path(
      `M${tenth(x + unit * 4)} ${tenth(foot - unit * 33)}l${tenth(unit * 4)} ${tenth(unit * 12)}l${tenth(-unit * 4)} ${tenth(unit)}l${tenth(-unit * 3.4)} ${tenth(-unit * 12)}Z`,
      mix(scarf, '#200808', 0.15),
    ),
    disc(x - unit * 3, foot - unit * 45, unit * 0.9, '#2a2d36'),
    disc(x + unit * 3, foot - unit * 45, unit * 0.9, '#2a2d36'),
    path(
      `M${tenth(x)} ${tenth(foot - unit * 43.4)}l${tenth(unit * 8)} ${tenth(unit * 1.6)}l${tenth(-unit * 8)} ${tenth(unit * 0.8)}Z`,
      ink.horizontal('#ffa24d', '#f07f2e'),
    ),
    many(5, (index) =>
      disc(
        x + (index - 2) * unit * 1.5,
        foot - unit * (38.8 + Math.abs(index - 2) * 0.55),
        unit * 0.45,
        '#2a2d36',
      ),
    ),
    oval(x, foot - unit * 50, unit * 9.4, unit * 1.5, mix(hat, '#000000', 0.2)),
    box(
      x - unit * 6,
      foot - unit * 60.4,
      unit * 12,
      unit * 10.6,
      ink.horizontal(mix(hat, '#ffffff', 0.2), hat, mix(hat, '#000000', 0.3)),
      unit * 0.8,
    ),
    box(x - unit * 6, foot - unit * 53.4, unit * 12, unit * 2, scarf),
    snowfall(stage, 110),
  ].join('');
};

function hill(
  { width, height, unit, chance, ink }: Stage,
  y: number,
  tall: number,
  light: string,
  dark: string,
): string {
  return path(
    land(
      skyline(chance, {
        left: -unit * 2,
        right: width + unit * 2,
        y,
        height: unit * tall,
        steps: 8,
        roughness: 0.5,
      }),
      height,
      'rounded',
    ),
    ink.vertical(light, dark),
  );
}

function firRow(
  { width, unit, chance }: Stage,
  y: number,
  count: number,
  colour: string,
  low: number,
  high: number,
  snow: number,
): string {
  return many(count, (index) =>
    placed(
      ((index + chance.between(0, 1)) / count) * width,
      y + chance.between(0, 4) * unit,
      firTree(mix(colour, '#ffffff', chance.between(0, 0.08)), snow),
      (unit * chance.between(low, high)) / 60,
    ),
  );
}

function cabin({ ink }: Stage, x: number, foot: number): string {
  const shapes =
    box(-22, -20, 44, 22, ink.horizontal('#8a5a3c', '#734729', '#52301c')) +
    many(5, (index) => stroke(`M-22 ${-16 + index * 4}H22`, '#4a2a18', 0.5, 'stroke-opacity="0.6"')) +
    box(12, -44, 6, 14, '#6a5048') +
    path('M-28 -18L0 -42L28 -18Z', '#5a3a2a') +
    path(
      'M-30 -17Q-14 -34 0 -45Q14 -34 30 -17Q24 -16 20 -20Q10 -27 0 -35Q-10 -27 -20 -20Q-25 -15 -30 -17Z',
      '#ffffff',
    ) +
    box(11, -46, 8, 3, '#ffffff', 1.4) +
    box(-16, -13, 10, 9, ink.radial(['#fff3c0', '#ffc35c'])) +
    stroke('M-11 -13V-4M-16 -8.5H-6', '#5a3520', 0.9) +
    box(2, -14, 9, 16, '#4a2c1a', 0.6) +
    box(14, -13, 5, 6, '#ffd27a') +
    path('M-24 2Q0 -2 24 2L26 5H-26Z', '#f4f6fd');
  return placed(x, foot, shapes, 7.2);
}

function snowfall({ width, height, unit, chance, moment, ink }: Stage, count: number): string {
  return many(count, (index) => {
    const speed = chance.between(0.2, 0.6);
    const fall = (chance.between(0, 1) + moment * speed) % 1;
    const x = chance.between(0, width) + Math.sin(moment * 4 + index) * unit;
    const near = chance.between(0, 1) ** 3;
    const y = fall * height * 1.04 - unit;
    const opacity = chance.between(0.45, 0.95).toFixed(2);
    return near > 0.6
      ? disc(x, y, unit * 1.6, ink.glow('#ffffff', 0.9), `fill-opacity="${opacity}"`)
      : disc(x, y, unit * (0.14 + near * 0.8), '#ffffff', `fill-opacity="${opacity}"`);
  });
}
