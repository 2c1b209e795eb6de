import { bokeh, clouds, halo } from './atmosphere.ts';
import { box, disc, group, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** One blossom close up, the garden out of focus. */
export const blossom: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const [petal, heart, leaf, petals] = chance.pick([
    ['#f6c945', '#5b3a1e', '#5f8f45', 22],
    ['#f08fb0', '#f6d77a', '#5c9160', 12],
    ['#fdfaf2', '#f2b632', '#6b9a4c', 18],
    ['#b48be8', '#f7d36b', '#4f8a5f', 14],
    ['#f0703f', '#4a2a1e', '#5a8a40', 16],
  ] as const);
  const x = width * chance.between(0.4, 0.6);
  const y = height * chance.between(0.4, 0.48);
  const reach = unit * chance.between(26, 31);
  const ring = (count: number, size: number, shade: number, turn: number): string =>
    many(count, (index) => {
      const colour = mix(petal, '#6a2a20', shade + chance.between(0, 0.06));
      return placed(
        x,
        y,
        path(
          `M0 0C${tenth(-size * 0.34)} ${tenth(-size * 0.35)} ${tenth(-size * 0.2)} ${tenth(-size)} 0 ${tenth(-size * 1.02)}C${tenth(size * 0.2)} ${tenth(-size)} ${tenth(size * 0.34)} ${tenth(-size * 0.35)} 0 0Z`,
          ink.vertical(mix(colour, '#ffffff', 0.3), colour, mix(colour, '#5a2018', 0.35)),
        ),
        1,
        (index / count) * 360 + turn + chance.between(-4, 4),
      );
    });
  return [
    box(
      0,
      0,
      width,
      height,
      ink.vertical(mix(leaf, '#f6f3c8', 0.65), mix(leaf, '#d9e8a8', 0.3), mix(leaf, '#183020', 0.35)),
    ),
    bokeh(stage, 34, [mix(leaf, '#ffffff', 0.5), mix(petal, '#ffffff', 0.3), '#fdf6c8'], [0, 1], [3, 10]),
    stroke(
      `M${tenth(x)} ${tenth(y)}Q${tenth(x + unit * 4)} ${tenth(height * 0.75)} ${tenth(x - unit * 3)} ${tenth(height + unit)}`,
      mix(leaf, '#16301c', 0.15),
      unit * 2.6,
    ),
    foliage(x, height * 0.82, unit * 34, leaf, -58),
    foliage(x, height * 0.9, unit * 30, mix(leaf, '#ffffff', 0.1), 62),
    halo(stage, x, y, reach * 1.9, '#fffbe0', 0.4),
    ring(petals, reach, 0.16, 8),
    ring(petals, reach * 0.84, 0.02, 8 + 180 / petals),
    disc(
      x,
      y,
      reach * 0.3,
      ink.radial([mix(heart, '#ffffff', 0.25), heart, mix(heart, '#200a00', 0.35)], [0.42, 0.38]),
    ),
    many(120, (index) => {
      const angle = index * 2.39996;
      const far = Math.sqrt(index / 120) * reach * 0.28;
      return disc(
        x + Math.cos(angle) * far,
        y + Math.sin(angle) * far,
        unit * 0.42,
        mix(heart, index % 3 === 0 ? '#ffe9a0' : '#1a0a04', 0.4),
      );
    }),
    bee(stage, x + reach * 0.72, y - reach * 0.72),
  ].join('');
};

/** Poppies up to the horizon. */
export const poppyField: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const horizon = height * chance.between(0.4, 0.48);
  const flower = chance.pick(['#e23b2e', '#e23b2e', '#8f6fd6', '#f2b42c']);
  return [
    box(0, 0, width, horizon + unit * 2, ink.vertical('#4f9bd8', '#acd8ef', '#fdf2d8')),
    clouds(stage, 5, 0.08, 0.28),
    path(
      land(
        skyline(chance, {
          left: 0,
          right: width,
          y: horizon - unit * 3,
          height: unit * 4,
          steps: 16,
          roughness: 0.5,
        }),
        height,
        'rounded',
      ),
      '#8fb39a',
    ),
    many(12, () =>
      oval(
        chance.between(0, width),
        horizon - unit * 0.5,
        unit * chance.between(1.5, 4),
        unit * chance.between(1.5, 3.4),
        '#5c8a62',
      ),
    ),
    box(0, horizon, width, height - horizon, ink.vertical('#b5c872', '#7fa74a', '#3f6f30')),
    many(330, (index) => {
      const depth = (index / 330) ** 1.7;
      const y = horizon + unit + depth * (height - horizon) * 1.02;
      const x = chance.between(-0.03, 1.03) * width + Math.sin(moment * 6 + index) * unit * depth * 1.4;
      const size = unit * (0.28 + depth * 3.6) * chance.between(0.75, 1.15);
      return poppy(
        x,
        y,
        size,
        mix(flower, chance.pick(['#ffffff', '#401018', flower]), 0.14),
        chance.between(-16, 16),
        depth,
      );
    }),
  ].join('');
};

/** Stripes of tulips before a windmill. */
export const tulipRows: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const horizon = height * 0.44;
  const vanishing = width * chance.between(0.4, 0.6);
  const colours = ['#e8455a', '#f6b93b', '#f58fb0', '#8e5fc7', '#f47b3a', '#fdf3e3'] as const;
  const rows = 12;
  const shift = chance.whole(0, 5);
  return [
    box(0, 0, width, horizon + 2, ink.vertical('#5ba6de', '#bfe2f4', '#f2f6ea')),
    clouds(stage, 5, 0.06, 0.28),
    many(20, (index) =>
      oval(
        index * width * 0.055,
        horizon,
        unit * chance.between(2, 5),
        unit * chance.between(1, 3),
        '#6d9a74',
      ),
    ),
    windmill(stage, width * chance.between(0.68, 0.8), horizon + unit, moment * 80),
    box(0, horizon, width, height - horizon, '#5d8f42'),
    many(rows, (index) => {
      const left = ((index - 2) / (rows - 4)) * width * 2.4 - width * 0.7;
      const wide = (width * 2.4) / (rows - 4);
      const tip = (share: number): number => vanishing + (left + wide * share - vanishing) * 0.06;
      const colour = colours[(index + shift) % colours.length] ?? '#e8455a';
      return path(
        `M${tenth(tip(0))} ${tenth(horizon)}L${tenth(tip(0.72))} ${tenth(horizon)}L${tenth(left + wide * 0.72)} ${height}L${tenth(left)} ${height}Z`,
        ink.vertical(mix(colour, '#dfe8d0', 0.35), colour, mix(colour, '#3a1020', 0.12)),
      );
    }),
    many(260, (index) => {
      const depth = (index / 260) ** 1.5;
      const y = horizon + unit * 2 + depth * (height - horizon);
      const row = chance.whole(0, rows - 1);
      const left =
        ((row - 2) / (rows - 4)) * width * 2.4 -
        width * 0.7 +
        ((width * 2.4) / (rows - 4)) * chance.between(0.04, 0.68);
      const share = (y - horizon) / (height - horizon);
      const x = vanishing + (left - vanishing) * (0.06 + 0.94 * share);
      return tulip(x, y, unit * (0.4 + depth * 2.7), colours[(row + shift) % colours.length] ?? '#e8455a');
    }),
  ].join('');
};

function poppy(x: number, y: number, size: number, colour: string, tilt: number, depth: number): string {
  if (depth < 0.12) return oval(x, y, size * 1.3, size, colour);
  return placed(
    x,
    y,
    stroke('M0 0Q3 18 0 36', '#4a7a35', 1.8) +
      path('M-11 0Q-14 -12 0 -12Q14 -12 11 0Q8 8 0 8Q-8 8 -11 0Z', colour) +
      path('M-11 0Q-8 -8 0 -4Q8 -8 11 0Q8 9 0 9Q-8 9 -11 0Z', mix(colour, '#ffffff', 0.18)) +
      (depth > 0.3 ? disc(0, -2, 2.6, '#2c1a20') : ''),
    size / 11,
    tilt,
  );
}

function tulip(x: number, y: number, size: number, colour: string): string {
  return placed(
    x,
    y,
    stroke('M0 0V30', '#4c8a3c', 2.4) +
      path('M0 24Q-12 16 -12 2Q-4 14 0 24Z', '#5f9f4a') +
      path('M-8 0Q-10 -14 -6 -17L-3 -11L0 -18L3 -11L6 -17Q10 -14 8 0Q6 6 0 6Q-6 6 -8 0Z', colour) +
      path('M-3 -11L0 -18L3 -11Q4 0 0 6Q-4 0 -3 -11Z', mix(colour, '#ffffff', 0.25)),
    size / 12,
  );
}

function foliage(x: number, y: number, long: number, colour: string, degrees: number): string {
  return placed(
    x,
    y,
    path(
      `M0 0Q${tenth(-long * 0.24)} ${tenth(-long * 0.5)} 0 ${tenth(-long)}Q${tenth(long * 0.24)} ${tenth(-long * 0.5)} 0 0Z`,
      mix(colour, '#12301c', 0.1),
    ) + stroke(`M0 0V${tenth(-long * 0.92)}`, mix(colour, '#ffffff', 0.3), long * 0.012),
    1,
    degrees,
  );
}

function bee({ unit, moment }: Stage, x: number, y: number): string {
  const flap = 10 * Math.sin(moment * 40);
  return placed(
    x + Math.sin(moment * 5) * unit * 2,
    y + Math.cos(moment * 7) * unit,
    group(
      `opacity="0.65" transform="rotate(${tenth(flap)})"`,
      oval(-3, -8, 4, 8, '#eef8ff') + oval(5, -8, 4, 8, '#eef8ff'),
    ) +
      oval(0, 0, 10, 6.4, '#f3b93a') +
      box(-5, -5.6, 3, 11.2, '#3a2a1c', 1.4) +
      box(1, -6, 3, 12, '#3a2a1c', 1.4) +
      disc(9, -0.6, 4.4, '#3a2a1c') +
      disc(10.6, -1.6, 1, '#ffffff'),
    unit * 0.24,
    -12,
  );
}

function windmill({ unit, ink }: Stage, x: number, foot: number, degrees: number): string {
  const sails = many(4, (index) =>
    group(
      `transform="rotate(${tenth(degrees + index * 90 + 22)})"`,
      stroke('M0 0V-26', '#5a4032', 1) +
        path('M0 -6L6 -7L6 -26L0 -26Z', '#f4ecdc', 'fill-opacity="0.92"') +
        many(4, (bar) => stroke(`M0 ${-9 - bar * 5}H6`, '#8a6a50', 0.5)),
    ),
  );
  return placed(
    x,
    foot,
    path('M-9 0L-6 -30H6L9 0Z', ink.horizontal('#b98a68', '#9a6848', '#6f4632')) +
      path('M-7 -30Q0 -42 7 -30Z', '#5a3a2a') +
      box(-2.4, -8, 4.8, 8, '#4a3024', 1) +
      box(-1.6, -20, 3.2, 4, '#fff1c8', 0.5) +
      group('transform="translate(0 -32)"', sails + disc(0, 0, 1.6, '#4a3024')),
    unit * 0.62,
  );
}
