import { birds, clouds, halo, streaks } from './atmosphere.ts';
import { box, disc, group, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** Hot-air balloons over hills at dawn; they rise with the moment. */
export const hotAirBalloons: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const [top, low, hill] = chance.pick([
    ['#6fa3d8', '#ffe0b8', '#5f7f6a'],
    ['#8f8fcf', '#ffcfb0', '#6a5f80'],
    ['#5fb0d0', '#fdf0cf', '#5f8f5a'],
  ] as const);
  const colours = ['#e2483f', '#f2a73b', '#3f8fc7', '#5fae6a', '#a86fc7', '#f4e3c0'] as const;
  return [
    box(0, 0, width, height, ink.vertical(top, mix(top, low, 0.6), low)),
    halo(stage, width * 0.3, height * 0.62, unit * 56, '#fff6d6', 0.9),
    streaks(stage, 8, 0.1, 0.45, '#fff3e0', 0.6),
    many(4, (index) =>
      path(
        land(
          skyline(chance, {
            left: 0,
            right: width,
            y: height * (0.68 + index * 0.08),
            height: unit * (8 - index),
            steps: 32,
            roughness: 0.46,
          }),
          height,
          'rounded',
        ),
        ink.vertical(mix(low, hill, 0.3 + index * 0.22), mix(low, hill, 0.12 + index * 0.22)),
      ),
    ),
    many(8, (index) => {
      const near = index / 7;
      const x = width * (0.08 + ((index * 0.37 + chance.between(0, 0.1)) % 0.86));
      const y = height * chance.between(0.14, 0.56) - moment * unit * (3 + near * 8);
      return placed(
        x,
        y,
        hotAirBalloon(
          stage,
          colours[chance.whole(0, 5)] ?? colours[0],
          colours[chance.whole(0, 5)] ?? colours[1],
          mix(low, '#ffffff', 0.2),
          0.45 - near * 0.45,
        ),
        unit * (0.09 + near * 0.3),
      );
    }),
    birds(stage, 4, 0.3, 0.5, '#5a5a72'),
  ].join('');
};

/** A rainbow over fields after the rain. */
export const rainbow: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const x = width * chance.between(0.35, 0.65);
  const horizon = height * 0.62;
  const bands = ['#e8505b', '#f5923e', '#f9d649', '#6fc36a', '#4aa3df', '#5f6fd0', '#9b6bd6'];
  return [
    box(0, 0, width, height, ink.vertical('#55708f', '#93aec4', '#dbe8ea')),
    clouds(stage, 7, 0.06, 0.26, '#c8d4de', 0.75),
    group(
      `opacity="0.5" filter="${ink.blur(unit * 0.9)}"`,
      many(bands.length, (index) =>
        disc(
          x,
          horizon + unit * 12,
          unit * (64 - index * 1.8),
          'none',
          `stroke="${bands[index] ?? ''}" stroke-width="${tenth(unit * 1.9)}"`,
        ),
      ),
    ),
    path(
      land(
        skyline(chance, { left: 0, right: width, y: horizon, height: unit * 4, steps: 16, roughness: 0.5 }),
        height,
        'rounded',
      ),
      ink.vertical('#7fa887', '#6f9a66'),
    ),
    many(5, (index) => {
      const y = horizon + unit * (5 + index * 7);
      const colour = chance.pick(['#b8c95a', '#8fb84f', '#d9c35a', '#6fa348', '#a5b84f']);
      return path(
        `M0 ${tenth(y + chance.between(-2, 2) * unit)}Q${tenth(width * 0.5)} ${tenth(y - unit * chance.between(1, 6))} ${tenth(width)} ${tenth(y + chance.between(-2, 3) * unit)}V${height}H0Z`,
        ink.vertical(colour, mix(colour, '#2f5a28', 0.5)),
      );
    }),
    farmhouse(stage, width * chance.between(0.2, 0.8), horizon + unit * 9),
    many(16, () => {
      const tx = chance.between(0, width);
      const ty = horizon + unit * chance.between(3, 12);
      return (
        box(tx - unit * 0.3, ty, unit * 0.6, unit * 2.4, '#5a4030') +
        oval(tx, ty - unit, unit * 1.8, unit * 2.6, chance.pick(['#4f7f42', '#5f9450']))
      );
    }),
    halo(stage, width * 0.08, height * 0.2, unit * 50, '#fff6d0', 0.45),
  ].join('');
};

function hotAirBalloon({ ink }: Stage, colour: string, second: string, air: string, haze: number): string {
  const main = mix(colour, air, haze);
  const stripe = mix(second === colour ? '#fff6e6' : second, air, haze);
  const outline = 'M0 44C-14 34 -40 18 -40 -12C-40 -36 -22 -50 0 -50S40 -36 40 -12C40 18 14 34 0 44Z';
  return (
    path(outline, ink.horizontal(mix(main, '#ffffff', 0.3), main, mix(main, '#201020', 0.3))) +
    path(
      'M0 44C-8 34 -24 18 -24 -12C-24 -36 -12 -50 0 -50C-6 -44 -9 -30 -9 -12C-9 16 -3 34 0 44Z',
      stripe,
      'fill-opacity="0.9"',
    ) +
    path(
      'M0 44C3 34 9 16 9 -12C9 -30 6 -44 0 -50C12 -50 24 -36 24 -12C24 18 8 34 0 44Z',
      mix(stripe, '#201020', 0.12),
      'fill-opacity="0.9"',
    ) +
    oval(-18, -26, 7, 13, '#ffffff', 'fill-opacity="0.25"') +
    stroke('M-6 38L-5 52M6 38L5 52', mix('#4a3a30', air, haze), 0.9) +
    box(-6.4, 51, 12.8, 9.4, mix('#8a5a34', air, haze), 1.6) +
    box(-7, 50.4, 14, 2.2, mix('#5a3a20', air, haze), 1)
  );
}

function farmhouse({ unit }: Stage, x: number, foot: number): string {
  return placed(
    x,
    foot,
    box(-12, -10, 24, 12, '#f4eadb') +
      path('M-14 -9L0 -20L14 -9Z', '#b5573f') +
      box(-8, -7, 4, 4, '#5a7080') +
      box(4, -7, 4, 4, '#5a7080') +
      box(-2, -6, 4, 8, '#7a4a34'),
    unit * 0.55,
  );
}
