import { bokeh, halo } from './atmosphere.ts';
import { box, disc, group, many, mix, oval, path, placed, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** A birthday cake; the candles flicker with the moment. */
export const birthdayCake: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const [icing, sponge, plate] = chance.pick([
    ['#fff1e6', '#e8a7b5', '#d8e6ea'],
    ['#5a3524', '#f3e1c7', '#f4efe6'],
    ['#fdf6ff', '#a9c4e8', '#f6e3d4'],
  ] as const);
  const x = width / 2 + chance.between(-5, 5) * unit;
  const table = height * 0.72;
  const cakeTop = height * 0.5;
  const half = unit * 24;
  const tall = unit * 21;
  const candles = chance.whole(5, 8);
  const drip = many(11, (index) => {
    const dx = -half + (half * 2 * (index + 0.5)) / 11;
    const curve = Math.sqrt(1 - (dx / half) ** 2) * unit * 5;
    const long = unit * chance.between(3, 8.5);
    return box(
      x + dx - unit * 1.9,
      cakeTop + curve - unit * 2,
      unit * 3.8,
      long + unit * 2,
      icing,
      unit * 1.9,
    );
  });
  return [
    box(0, 0, width, height, ink.vertical('#2a1626', '#5c2a35', '#7b3f35')),
    bokeh(stage, 34, ['#ffcf7a', '#ff9f6b', '#ffe3ae', '#ff7f8f'], [0, 0.62], [1.6, 5.5]),
    box(0, table, width, height - table, ink.vertical('#8a5136', '#5d3223', '#3d2018')),
    halo(stage, x, cakeTop - unit * 8, unit * 52, '#ffca7a', 0.6),
    oval(
      x,
      table + unit * 10,
      half * 1.75,
      unit * 8.6,
      '#20100c',
      `fill-opacity="0.45" filter="${ink.blur(unit * 1.2)}"`,
    ),
    oval(x, table + unit * 6.4, half * 1.5, unit * 7.6, ink.vertical(plate, mix(plate, '#4a3a3a', 0.35))),
    oval(x, table + unit * 5.6, half * 1.32, unit * 6.2, mix(plate, '#4a3a3a', 0.12)),
    box(
      x - half,
      cakeTop,
      half * 2,
      tall,
      ink.horizontal(mix(sponge, '#ffffff', 0.25), sponge, mix(sponge, '#3a1a1a', 0.3)),
    ),
    oval(
      x,
      cakeTop + tall,
      half,
      unit * 5,
      ink.horizontal(mix(sponge, '#ffffff', 0.2), sponge, mix(sponge, '#3a1a1a', 0.32)),
    ),
    box(
      x - half,
      cakeTop + tall * 0.52,
      half * 2,
      unit * 1.6,
      mix(icing, '#c98a5a', 0.25),
      0,
      'fill-opacity="0.9"',
    ),
    drip,
    oval(
      x,
      cakeTop,
      half,
      unit * 5,
      ink.horizontal(mix(icing, '#ffffff', 0.35), icing, mix(icing, '#6b4a3a', 0.2)),
    ),
    many(34, () =>
      placed(
        x + chance.between(-0.82, 0.82) * half,
        cakeTop + chance.between(-2.6, 2.6) * unit,
        box(-6, -1.5, 12, 3, chance.pick(['#ff6f7d', '#ffd166', '#6fcf97', '#6fb7ff', '#c08bff']), 1.5),
        unit / 12,
        chance.between(0, 180),
      ),
    ),
    many(12, (index) => {
      const angle = (index / 12) * Math.PI * 2;
      return strawberry(
        x + Math.cos(angle) * half * 0.86,
        cakeTop + Math.sin(angle) * unit * 4 - unit * 0.8,
        unit,
      );
    }),
    many(candles, (index) => {
      const cx = x + ((index + 0.5) / candles - 0.5) * half * 1.25;
      const cy = cakeTop - unit * (0.5 + (index % 2) * 1.6);
      return candle(
        stage,
        cx,
        cy,
        chance.pick(['#ff8fa3', '#8fd3ff', '#ffe08a', '#a5e8b5']),
        Math.sin(moment * 21 + index * 2.1),
      );
    }),
  ].join('');
};

/** A bunch of balloons on a string, with confetti; they sway with the moment. */
export const balloons: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const [top, low] = chance.pick([
    ['#8fd0ee', '#fdf1dc'],
    ['#f7c9cf', '#fff4e2'],
    ['#a7d8c9', '#fdf7e3'],
  ] as const);
  const knotX = width * chance.between(0.44, 0.56);
  const knotY = height * 0.97;
  const bunch = [
    [-25, 46],
    [22, 48],
    [0, 38],
    [-14, 62],
    [13, 66],
    [-30, 68],
    [31, 70],
    [0, 77],
  ] as const;
  const colours = [
    '#ef5d60',
    '#f6a73b',
    '#3fa7d6',
    '#59c08a',
    '#9b6bd6',
    '#f27ba5',
    '#f7d154',
    '#4f7fd1',
  ] as const;
  return [
    box(0, 0, width, height, ink.vertical(top, mix(top, low, 0.7), low)),
    bokeh(stage, 16, ['#ffffff', '#fff3d6'], [0, 1], [3, 9]),
    many(80, () =>
      placed(
        chance.between(0, width),
        chance.between(-0.1, 1) * height + moment * unit * 16,
        box(-5, -8, 10, 16, chance.pick(colours), 2),
        unit / 14,
        chance.between(0, 180) + moment * 160,
      ),
    ),
    many(bunch.length, (index) => {
      const [dx, up] = bunch[index] ?? [0, 50];
      const sway = Math.sin(moment * 5 + index) * unit * 1.4;
      const x = knotX + dx * unit * chance.between(0.92, 1.08) + sway;
      const y = height - up * unit * (height / width > 1 ? 1.35 : 1) * chance.between(0.97, 1.03);
      return (
        stroke(
          `M${tenth(x)} ${tenth(y + unit * 12)}Q${tenth(x)} ${tenth((y + knotY) / 2 + unit * 8)} ${tenth(knotX)} ${tenth(knotY)}`,
          '#8c7a70',
          unit * 0.22,
          'stroke-opacity="0.8"',
        ) + balloon(stage, x, y, colours[index % colours.length] ?? '#ef5d60')
      );
    }),
    path(
      `M${tenth(knotX)} ${tenth(knotY)}q${tenth(-unit * 7)} ${tenth(-unit * 4)} ${tenth(-unit * 6)} ${tenth(unit * 1.5)}q${tenth(unit * 2)} ${tenth(unit * 2)} ${tenth(unit * 6)} ${tenth(-unit * 1.5)}q${tenth(unit * 7)} ${tenth(-unit * 4)} ${tenth(unit * 6)} ${tenth(unit * 1.5)}q${tenth(-unit * 2)} ${tenth(unit * 2)} ${tenth(-unit * 6)} ${tenth(-unit * 1.5)}Z`,
      '#ef5d60',
    ),
  ].join('');
};

/** Paper lanterns over a garden table in the evening. */
export const gardenLanterns: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const table = height * 0.8;
  const line = (y: number, sag: number, count: number): string => {
    const at = (share: number): readonly [number, number] => [
      share * width,
      y + Math.sin(share * Math.PI) * sag * unit,
    ];
    const lamps = many(count, (index) => {
      const [x, ly] = at((index + 0.5) / count);
      const colour = chance.pick(['#ffcf70', '#ff9d6b', '#ffe3a0', '#ff8a80']);
      const swing = Math.sin(moment * 5 + index) * unit * 0.6;
      const radius = unit * chance.between(2.8, 4.2);
      return (
        halo(stage, x + swing, ly + radius * 1.4, radius * 4.4, colour, 0.55) +
        oval(
          x + swing,
          ly + radius * 1.4,
          radius,
          radius * 0.92,
          ink.radial(['#fff8e0', colour, mix(colour, '#a03a2a', 0.35)]),
        ) +
        many(3, (rib) =>
          stroke(
            `M${tenth(x + swing - radius * 0.9)} ${tenth(ly + radius * (0.95 + rib * 0.42))}q${tenth(radius * 0.9)} ${tenth(unit * 0.6)} ${tenth(radius * 1.8)} 0`,
            '#b8653a',
            unit * 0.12,
            'stroke-opacity="0.5"',
          ),
        )
      );
    });
    return (
      stroke(
        `M0 ${tenth(y)}Q${tenth(width / 2)} ${tenth(y + sag * unit * 2)} ${tenth(width)} ${tenth(y)}`,
        '#1c1420',
        unit * 0.3,
      ) + lamps
    );
  };
  return [
    box(0, 0, width, height, ink.vertical('#1b2350', '#4a3f78', '#a8617a', '#e59a72')),
    group(
      `filter="${ink.blur(unit * 0.8)}"`,
      many(44, () =>
        disc(
          chance.between(0, width),
          height * chance.between(0.6, 0.8),
          unit * chance.between(3, 7),
          chance.pick(['#1f2c3a', '#26343c', '#192430']),
        ),
      ),
    ),
    box(0, height * 0.72, width, height * 0.28, '#1c2830'),
    bokeh(stage, 20, ['#ffd98a', '#ffb36b'], [0.55, 0.8], [0.6, 2]),
    line(height * 0.1, 12, 7),
    line(height * 0.28, 10, 6),
    path(
      `M${tenth(width * 0.12)} ${tenth(table)}H${tenth(width * 0.88)}L${tenth(width)} ${height}H0Z`,
      ink.vertical('#e9c79c', '#8f5e43'),
    ),
    halo(stage, width / 2, table + unit * 6, unit * 46, '#ffd590', 0.5),
    many(5, (index) => {
      const x = width * (0.22 + index * 0.14);
      const y = table + unit * (6 + (index % 2) * 5);
      return (
        oval(x, y + unit * 0.6, unit * 6.4, unit * 2.1, '#4a2c20', 'fill-opacity="0.4"') +
        oval(x, y, unit * 6, unit * 1.9, '#fff6e8') +
        oval(x, y - unit * 0.2, unit * 4, unit * 1.1, chance.pick(['#d9584a', '#7fae4e', '#e8b04a']))
      );
    }),
    many(4, (index) =>
      glass(
        stage,
        width * (0.29 + index * 0.14),
        table + unit * 5,
        chance.pick(['#a3263f', '#f3cf6a', '#e98a7a']),
      ),
    ),
  ].join('');
};

function balloon({ unit, ink }: Stage, x: number, y: number, colour: string): string {
  return (
    path(
      `M${tenth(x)} ${tenth(y + unit * 13)}C${tenth(x - unit * 13)} ${tenth(y + unit * 2)} ${tenth(x - unit * 11)} ${tenth(y - unit * 12)} ${tenth(x)} ${tenth(y - unit * 12)}S${tenth(x + unit * 13)} ${tenth(y + unit * 2)} ${tenth(x)} ${tenth(y + unit * 13)}Z`,
      ink.radial([mix(colour, '#ffffff', 0.5), colour, mix(colour, '#301030', 0.28)], [0.36, 0.3]),
      'fill-opacity="0.97"',
    ) +
    path(
      `M${tenth(x - unit)} ${tenth(y + unit * 14)}L${tenth(x)} ${tenth(y + unit * 12.4)}L${tenth(x + unit)} ${tenth(y + unit * 14)}Z`,
      mix(colour, '#301030', 0.3),
    ) +
    placed(
      x - unit * 3.6,
      y - unit * 5.4,
      oval(0, 0, unit * 1.3, unit * 3, '#ffffff', 'fill-opacity="0.55"'),
      1,
      24,
    )
  );
}

function candle(stage: Stage, x: number, foot: number, colour: string, flicker: number): string {
  const { unit, ink } = stage;
  const top = foot - unit * 10;
  const lean = flicker * unit * 0.5;
  const tall = unit * (3.8 + flicker * 0.5);
  return (
    box(
      x - unit * 0.8,
      top,
      unit * 1.6,
      unit * 10,
      ink.horizontal(mix(colour, '#ffffff', 0.5), colour, mix(colour, '#402030', 0.25)),
      unit * 0.3,
    ) +
    many(3, (index) =>
      stroke(
        `M${tenth(x - unit * 0.7)} ${tenth(top + unit * (3 + index * 2.4))}l${tenth(unit * 1.4)} ${tenth(-unit)}`,
        '#ffffff',
        unit * 0.35,
        'stroke-opacity="0.8"',
      ),
    ) +
    stroke(`M${tenth(x)} ${tenth(top)}v${tenth(-unit)}`, '#3a2420', unit * 0.25) +
    halo(stage, x, top - unit * 2.6, unit * 9, '#ffd27a', 0.75) +
    path(
      `M${tenth(x)} ${tenth(top - unit * 0.4)}Q${tenth(x - unit * 1.5)} ${tenth(top - unit * 1.4)} ${tenth(x + lean)} ${tenth(top - tall - unit * 0.6)}Q${tenth(x + unit * 1.5)} ${tenth(top - unit * 1.4)} ${tenth(x)} ${tenth(top - unit * 0.4)}Z`,
      ink.vertical('#fff6cf', '#ffd45e', '#ff9a3c'),
    )
  );
}

function strawberry(x: number, y: number, unit: number): string {
  return (
    path(
      `M${tenth(x - unit * 1.7)} ${tenth(y)}Q${tenth(x)} ${tenth(y - unit * 3.6)} ${tenth(x + unit * 1.7)} ${tenth(y)}Q${tenth(x)} ${tenth(y + unit * 1.4)} ${tenth(x - unit * 1.7)} ${tenth(y)}Z`,
      '#e03f4f',
    ) +
    disc(x - unit * 0.5, y - unit * 0.8, unit * 0.14, '#ffe6a0') +
    disc(x + unit * 0.5, y - unit * 0.5, unit * 0.14, '#ffe6a0')
  );
}

function glass({ unit }: Stage, x: number, foot: number, drink: string): string {
  return (
    oval(x, foot, unit * 2, unit * 0.6, '#ffffff', 'fill-opacity="0.5"') +
    stroke(
      `M${tenth(x)} ${tenth(foot)}v${tenth(-unit * 5)}`,
      '#ffffff',
      unit * 0.35,
      'stroke-opacity="0.6"',
    ) +
    path(
      `M${tenth(x - unit * 2.2)} ${tenth(foot - unit * 9.4)}Q${tenth(x - unit * 2.4)} ${tenth(foot - unit * 5)} ${tenth(x)} ${tenth(foot - unit * 5)}Q${tenth(x + unit * 2.4)} ${tenth(foot - unit * 5)} ${tenth(x + unit * 2.2)} ${tenth(foot - unit * 9.4)}Z`,
      drink,
      'fill-opacity="0.85"',
    ) +
    path(
      `M${tenth(x - unit * 2.1)} ${tenth(foot - unit * 11.5)}L${tenth(x - unit * 2.2)} ${tenth(foot - unit * 9.4)}H${tenth(x + unit * 2.2)}L${tenth(x + unit * 2.1)} ${tenth(foot - unit * 11.5)}Z`,
      '#ffffff',
      'fill-opacity="0.35"',
    )
  );
}
