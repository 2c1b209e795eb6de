import { bokeh, halo } from './atmosphere.ts';
import { box, disc, group, many, mix, oval, path, placed, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** A pizza on a wooden table, from above. */
export const pizza: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const x = width * chance.between(0.46, 0.54);
  const y = height * chance.between(0.48, 0.53);
  const radius = unit * 39;
  const around = (far: number): readonly [number, number] => {
    const angle = chance.between(0, Math.PI * 2);
    const reach = Math.sqrt(chance.between(0, 1)) * far;
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
  };
  return [
    table(stage, '#8f5f3e'),
    shadow(stage, x, y, radius * 1.17),
    disc(x, y, radius * 1.14, ink.radial(['#fdfaf3', '#f0ebe0', '#c9c2b4'])),
    disc(x, y, radius, ink.radial(['#e0a050', '#d48f42', '#a8622a'])),
    many(44, (index) =>
      disc(
        x + Math.cos(index * 0.143) * radius * 0.93,
        y + Math.sin(index * 0.143) * radius * 0.93,
        unit * chance.between(2, 3.4),
        chance.pick(['#d9974a', '#e3aa5c', '#b97432']),
        'fill-opacity="0.8"',
      ),
    ),
    disc(x, y, radius * 0.87, ink.radial(['#e2583a', '#d24a30', '#a83420'])),
    many(26, () => {
      const [px, py] = around(radius * 0.78);
      return oval(
        px,
        py,
        unit * chance.between(2.4, 5.4),
        unit * chance.between(2, 4.2),
        chance.pick(['#fff3d4', '#fbe6b0', '#f7dca0']),
        'fill-opacity="0.93"',
      );
    }),
    many(9, (index) => {
      const angle = (index / 9) * Math.PI * 2;
      const px = x + Math.cos(angle) * radius * (index % 2 === 0 ? 0.6 : 0.34);
      const py = y + Math.sin(angle) * radius * (index % 2 === 0 ? 0.6 : 0.34);
      return (
        disc(px, py, unit * 4, ink.radial(['#f0604a', '#d83f30', '#a82820'], [0.4, 0.4])) +
        many(6, (seed) =>
          oval(
            px + Math.cos(seed) * unit * 2.2,
            py + Math.sin(seed) * unit * 2.2,
            unit * 0.5,
            unit * 0.35,
            '#ffd9a0',
          ),
        )
      );
    }),
    many(9, () => {
      const [px, py] = around(radius * 0.68);
      return placed(
        px,
        py,
        path('M0 0Q-3 -5 0 -10Q3 -5 0 0Z', '#3f8a3c') + stroke('M0 0V-9', '#2a6a2c', 0.4),
        unit * 0.62,
        chance.between(0, 360),
      );
    }),
    placed(
      x + radius * 1.42,
      y,
      box(-1, -6, 2, 36, '#c9ccd0', 1) + path('M-2.6 -28Q3 -26 2.4 -6H-1Z', '#e6e8ea'),
      unit,
    ),
    placed(width * 0.09, height * 0.2, glassFromAbove(stage, '#a52a3f'), unit),
  ].join('');
};

/** Coffee and a croissant in the morning light, from above. */
export const coffeeAndCroissant: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const [cloth, cup] = chance.pick([
    ['#cfdfe2', '#f5f0e6'],
    ['#ecd9c6', '#5f8f95'],
    ['#d9d4e4', '#fdfaf2'],
  ] as const);
  const landscape = width > height;
  const x = width * (landscape ? 0.36 : 0.48);
  const y = height * (landscape ? 0.52 : 0.36);
  const plateX = width * (landscape ? 0.73 : 0.54);
  const plateY = height * (landscape ? 0.52 : 0.73);
  return [
    box(0, 0, width, height, cloth),
    many(26, (index) =>
      box(0, index * unit * 6.4, width, unit * 2.2, mix(cloth, '#ffffff', 0.4), 0, 'fill-opacity="0.5"'),
    ),
    many(34, (index) =>
      box(index * unit * 6.4, 0, unit * 2.2, height, mix(cloth, '#ffffff', 0.4), 0, 'fill-opacity="0.5"'),
    ),
    halo(stage, width * 0.05, 0, unit * 110, '#fff3cf', 0.75),
    shadow(stage, x, y, unit * 25),
    disc(x, y, unit * 25, ink.radial([mix(cup, '#ffffff', 0.5), cup, mix(cup, '#5a4a40', 0.3)])),
    box(x + unit * 13, y - unit * 2.6, unit * 13, unit * 5.2, mix(cup, '#4a3a30', 0.18), unit * 2.4),
    disc(x, y, unit * 17, mix(cup, '#4a3a30', 0.14)),
    disc(x, y, unit * 15.6, ink.radial(['#d9a66a', '#b97a42', '#7a4422'])),
    latteArt(x, y, unit),
    shadow(stage, plateX, plateY, unit * 26),
    disc(plateX, plateY, unit * 26, ink.radial(['#ffffff', '#f6f1e8', '#d4cabb'])),
    disc(plateX, plateY, unit * 18, '#efe8dc', 'fill-opacity="0.8"'),
    placed(plateX, plateY + unit * 2, croissant(stage), unit * 0.62, chance.between(-24, 16)),
    many(30, () =>
      disc(
        plateX + chance.between(-17, 17) * unit,
        plateY + chance.between(4, 17) * unit,
        unit * chance.between(0.15, 0.5),
        '#c98a42',
      ),
    ),
    many(5, (index) =>
      placed(
        width * chance.between(0.04, 0.2),
        height * (0.08 + index * 0.05),
        path('M0 0Q-8 -10 0 -22Q8 -10 0 0Z', '#7fa36a') + stroke('M0 0V-20', '#5a8050', 0.7),
        unit * 0.5,
        30 + index * 32,
      ),
    ),
  ].join('');
};

/** An ice cream held against the sea. */
export const gelato: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const x = width * chance.between(0.44, 0.56);
  const y = height * 0.58;
  const flavours = ['#f6a5b8', '#fdf0d2', '#a9d8b0', '#7a4a34', '#f6c95c', '#b79be0'] as const;
  const first = chance.whole(0, 5);
  const scoop = (dx: number, dy: number, colour: string): string =>
    many(9, (index) =>
      disc(
        x + dx + (index - 4) * unit * 2.9,
        y + dy + unit * (8 + (index % 2) * 1.2),
        unit * 3,
        mix(colour, '#5a2a20', 0.1),
      ),
    ) +
    disc(
      x + dx,
      y + dy,
      unit * 13,
      ink.radial([mix(colour, '#ffffff', 0.55), colour, mix(colour, '#5a2a20', 0.22)], [0.38, 0.32]),
    ) +
    many(6, () =>
      oval(
        x + dx + chance.between(-8, 8) * unit,
        y + dy + chance.between(-8, 6) * unit,
        unit * chance.between(0.6, 1.6),
        unit * 0.5,
        mix(colour, '#ffffff', 0.5),
        'fill-opacity="0.6"',
      ),
    );
  const colour = (index: number): string => flavours[(first + index) % 6] ?? flavours[0];
  return [
    box(0, 0, width, height, ink.vertical('#62b2e6', '#c8e8f4', '#e8f4ee')),
    box(0, height * 0.5, width, height * 0.27, ink.vertical('#2a93b8', '#6fd0cc')),
    box(0, height * 0.77, width, height * 0.23, ink.vertical('#f3e3ba', '#dcbc82')),
    group(
      `filter="${ink.blur(unit * 1.6)}"`,
      box(-unit * 12, height * 0.76, width + unit * 24, unit * 3, '#f4fbf6') +
        box(-unit * 12, height * 0.49, width + unit * 24, unit * 2, '#7fbdd0') +
        oval(width * 0.16, height * 0.48, unit * 26, unit * 7, '#6f9a86') +
        oval(width * 0.92, height * 0.49, unit * 30, unit * 5, '#86ab98'),
    ),
    bokeh(stage, 22, ['#ffffff', '#e6fbff'], [0.48, 0.8], [1.4, 4]),
    path(
      `M${tenth(x - unit * 14)} ${tenth(y + unit * 6)}L${tenth(x)} ${tenth(y + unit * 46)}L${tenth(x + unit * 14)} ${tenth(y + unit * 6)}Z`,
      ink.horizontal('#f0c27a', '#dc9f4f', '#b07430'),
    ),
    many(
      5,
      (index) =>
        stroke(
          `M${tenth(x - unit * (13 - index * 2.2))} ${tenth(y + unit * (8 + index * 6))}L${tenth(x + unit * (12 - index * 4))} ${tenth(y + unit * (12 + index * 5.4))}`,
          '#a86a2c',
          unit * 0.4,
          'stroke-opacity="0.6"',
        ) +
        stroke(
          `M${tenth(x + unit * (13 - index * 2.2))} ${tenth(y + unit * (8 + index * 6))}L${tenth(x - unit * (12 - index * 4))} ${tenth(y + unit * (12 + index * 5.4))}`,
          '#a86a2c',
          unit * 0.4,
          'stroke-opacity="0.6"',
        ),
    ),
    scoop(-unit * 7, -unit * 3, colour(0)),
    scoop(unit * 7, -unit * 3, colour(1)),
    scoop(0, -unit * 18, colour(2)),
    placed(
      x + unit * 9,
      y - unit * 26,
      box(-2, -22, 4, 30, ink.horizontal('#f3d9a8', '#c98f4a'), 1) +
        stroke('M-2 -16L2 -12M-2 -8L2 -4M-2 0L2 4', '#8a5a2c', 0.8),
      unit * 0.7,
      24,
    ),
  ].join('');
};

function table({ width, height, unit, chance }: Stage, wood: string): string {
  const planks = Math.ceil(height / (unit * 17)) + 1;
  return many(planks, (index) => {
    const y = index * unit * 17;
    const colour = mix(wood, chance.pick(['#ffe0b0', '#2a1408']), chance.between(0, 0.16));
    return (
      box(0, y, width, unit * 17, colour) +
      many(9, () => {
        const gy = y + chance.between(1, 16) * unit;
        return stroke(
          `M0 ${tenth(gy)}Q${tenth(width * chance.between(0.2, 0.8))} ${tenth(gy + chance.between(-2, 2) * unit)} ${width} ${tenth(gy)}`,
          mix(colour, '#2a1408', 0.35),
          unit * chance.between(0.1, 0.35),
          'stroke-opacity="0.5"',
        );
      }) +
      box(0, y, width, unit * 0.4, '#2a1408', 0, 'fill-opacity="0.6"')
    );
  });
}

function shadow({ unit, ink }: Stage, x: number, y: number, radius: number): string {
  return disc(
    x + unit * 2,
    y + unit * 3,
    radius * 1.16,
    ink.radial(['#20120a', '#20120a', '#20120a', '#20120a', '#20120a00']),
    'fill-opacity="0.4"',
  );
}

function latteArt(x: number, y: number, unit: number): string {
  const heart = (size: number, dy: number): string =>
    path(
      `M0 ${tenth(size + dy)}C${tenth(-size * 1.5)} ${tenth(dy)} ${tenth(-size)} ${tenth(dy - size)} 0 ${tenth(dy - size * 0.35)}C${tenth(size)} ${tenth(dy - size)} ${tenth(size * 1.5)} ${tenth(dy)} 0 ${tenth(size + dy)}Z`,
      '#fff3dc',
      'fill-opacity="0.92"',
    );
  return placed(
    x,
    y,
    heart(9, 0) + path('M0 7C-6 1 -4 -4 0 -1C4 -4 6 1 0 7Z', '#c48a52') + heart(3.4, 0.6),
    unit,
    18,
  );
}

function croissant({ ink }: Stage): string {
  const lobe = (cx: number, cy: number, wide: number, tall: number, turn: number): string =>
    group(
      `transform="rotate(${turn} ${cx} ${cy})"`,
      oval(cx, cy, wide, tall, ink.radial(['#f6d08a', '#dd9a48', '#a8622a'], [0.45, 0.3])) +
        stroke(
          `M${cx - wide * 0.5} ${cy - tall * 0.55}q${wide * 0.5} ${-tall * 0.4} ${wide} 0`,
          '#8a4c1e',
          0.7,
          'stroke-opacity="0.6"',
        ),
    );
  return (
    lobe(-28, 10, 8, 6, 60) +
    lobe(28, 10, 8, 6, -60) +
    lobe(-23, 1, 9, 10, 45) +
    lobe(23, 1, 9, 10, -45) +
    lobe(-14, -7, 9, 13, 26) +
    lobe(14, -7, 9, 13, -26) +
    lobe(0, -10, 10, 15, 0)
  );
}

function glassFromAbove({ ink }: Stage, drink: string): string {
  return (
    disc(1, 2, 12, '#20120a', 'fill-opacity="0.3"') +
    disc(0, 0, 11, '#f4f6f6', 'fill-opacity="0.75"') +
    disc(0, 0, 9.4, ink.radial([mix(drink, '#ffffff', 0.25), drink, mix(drink, '#000000', 0.3)])) +
    oval(-3, -4, 3, 1.6, '#ffffff', 'fill-opacity="0.45"')
  );
}
