import { bokeh, clouds, halo } from './atmosphere.ts';
import { box, disc, group, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** A cat on a window sill; its tail swings with the moment. */
export const catOnWindowSill: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const fur = chance.pick(['#e0913f', '#4a4a52', '#d9cfc0', '#8a6a52', '#2d2a2e']);
  const sill = height * 0.84;
  const left = width * 0.12;
  const wide = width * 0.76;
  const swing = Math.sin(moment * Math.PI * 2) * 14;
  return [
    box(0, 0, width, height, ink.horizontal('#f1dfc8', '#e7cfb2', '#cdb092')),
    box(left - unit * 2, height * 0.05, wide + unit * 4, sill - height * 0.05, '#fffaf0', unit),
    box(left, height * 0.07, wide, sill - height * 0.09, ink.vertical('#79b8e3', '#c5e3f0', '#f8efd8')),
    path(
      land(
        skyline(chance, {
          left,
          right: left + wide,
          y: height * 0.6,
          height: unit * 6,
          steps: 16,
          roughness: 0.5,
        }),
        sill - unit * 2,
        'rounded',
      ),
      ink.vertical('#9fc49a', '#7fae7a'),
    ),
    path(
      land(
        skyline(chance, {
          left,
          right: left + wide,
          y: height * 0.7,
          height: unit * 4,
          steps: 16,
          roughness: 0.5,
        }),
        sill - unit * 2,
        'rounded',
      ),
      '#6a9c66',
    ),
    box(width / 2 - unit, height * 0.05, unit * 2, sill - height * 0.05, '#fffaf0'),
    box(left, height * 0.36, wide, unit * 1.6, '#fffaf0'),
    halo(stage, width * 0.3, height * 0.25, unit * 40, '#fff6d8', 0.5),
    curtain(stage, 0, 1),
    curtain(stage, width, -1),
    box(0, sill, width, height - sill, ink.vertical('#fffdf6', '#e6d6c0', '#c3a988')),
    oval(
      width * 0.5,
      sill + unit * 5,
      unit * 26,
      unit * 2.6,
      '#6b4a30',
      `fill-opacity="0.35" filter="${ink.blur(unit * 0.8)}"`,
    ),
    flowerpot(stage, width * 0.8, sill + unit * 4, chance.pick(['#e2604f', '#f2b63c', '#c98fe0'])),
    placed(width * chance.between(0.42, 0.54), sill + unit * 5, sittingCat(stage, fur, swing), unit * 0.66),
  ].join('');
};

/** A cat asleep on a cushion; it breathes with the moment. */
export const sleepingCat: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const fur = chance.pick(['#e39a4a', '#6a6a74', '#e6dccb', '#8a6a52']);
  const [wall, sofa, cushion] = chance.pick([
    ['#cfdcd4', '#3f7f83', '#f2c14e'],
    ['#ead9cf', '#a8564f', '#f4e6cf'],
    ['#d5d9e8', '#55659c', '#f0a58f'],
  ] as const);
  const x = width * 0.5;
  const y = height * 0.7;
  const breath = 1 + 0.02 * Math.sin(moment * Math.PI * 2);
  const dark = mix(fur, '#2a1408', 0.35);
  const cat =
    oval(0, 0, 44, 27, ink.radial([mix(fur, '#ffffff', 0.3), fur, mix(fur, '#2a1408', 0.2)], [0.4, 0.3])) +
    many(5, (index) =>
      stroke(`M${6 + index * 8} ${-25.5 + index * index * 0.7}q3 6 1 11`, dark, 2.6, 'stroke-opacity="0.6"'),
    ) +
    stroke('M38 10Q30 27 0 26Q-22 25 -34 20', fur, 10) +
    stroke('M38 10Q30 27 0 26Q-22 25 -34 20', dark, 10, 'stroke-opacity="0.18"') +
    path('M-52 -8L-49 -27L-38 -18Z', fur) +
    path('M-24 -20L-15 -29L-13 -12Z', fur) +
    path('M-49 -12L-47.6 -22L-41 -16Z', '#f0b0a4') +
    path('M-22 -18L-16.6 -24L-15.6 -14Z', '#f0b0a4') +
    oval(
      -34,
      -2,
      21,
      17,
      ink.radial([mix(fur, '#ffffff', 0.35), fur, mix(fur, '#2a1408', 0.15)], [0.45, 0.35]),
    ) +
    oval(-35, 5, 9, 6.4, mix(fur, '#ffffff', 0.7)) +
    stroke('M-47 -3q4 4 8 0', '#3a2420', 1.5) +
    stroke('M-31 -3q4 4 8 0', '#3a2420', 1.5) +
    path('M-37.4 1.6h4.8l-2.4 2.6Z', '#d97a78') +
    stroke('M-35 4.4v2q-3 2.6 -5 0.4m5 -0.4q3 2.6 5 0.4', '#3a2420', 0.9) +
    stroke('M-45 4l-12 -2M-45 6l-11 2M-25 4l12 -3M-25 6l11 1', '#ffffff', 0.6, 'stroke-opacity="0.8"');
  return [
    box(0, 0, width, height, ink.vertical(wall, mix(wall, '#b09a86', 0.35))),
    box(width * 0.62, height * 0.06, unit * 26, unit * 22, '#fffaf0', unit * 0.5),
    box(
      width * 0.62 + unit * 1.6,
      height * 0.06 + unit * 1.6,
      unit * 22.8,
      unit * 18.8,
      ink.vertical('#8fb8d4', '#f2cfa8', '#6f8f78'),
    ),
    halo(stage, width * 0.14, height * 0.14, unit * 44, '#fff0cc', 0.7),
    box(
      -unit * 4,
      height * 0.42,
      width + unit * 8,
      height * 0.4,
      ink.vertical(mix(sofa, '#ffffff', 0.18), sofa),
      unit * 5,
    ),
    stroke(
      `M${tenth(width / 2)} ${tenth(height * 0.43)}V${tenth(height * 0.7)}`,
      mix(sofa, '#000000', 0.3),
      unit * 0.5,
    ),
    box(
      -unit * 4,
      height * 0.72,
      width + unit * 8,
      height * 0.4,
      ink.vertical(mix(sofa, '#ffffff', 0.1), mix(sofa, '#000000', 0.35)),
      unit * 4,
    ),
    path(
      `M${tenth(x - unit * 44)} ${tenth(y + unit * 18)}Q${tenth(x - unit * 46)} ${tenth(y + unit * 4)} ${tenth(x - unit * 36)} ${tenth(y + unit * 4)}Q${tenth(x)} ${tenth(y - unit)} ${tenth(x + unit * 36)} ${tenth(y + unit * 4)}Q${tenth(x + unit * 46)} ${tenth(y + unit * 4)} ${tenth(x + unit * 44)} ${tenth(y + unit * 18)}Q${tenth(x)} ${tenth(y + unit * 23)} ${tenth(x - unit * 44)} ${tenth(y + unit * 18)}Z`,
      ink.vertical(mix(cushion, '#ffffff', 0.25), cushion, mix(cushion, '#5a3020', 0.35)),
    ),
    oval(x, y + unit * 7, unit * 34, unit * 4, '#3a2014', `fill-opacity="0.35" filter="${ink.blur(unit)}"`),
    `<g transform="translate(${tenth(x)} ${tenth(y - unit * 8)}) scale(${(unit * 0.78).toFixed(3)} ${(unit * 0.78 * breath).toFixed(3)})">${cat}</g>`,
  ].join('');
};

/** A dog on the lawn with its ball. */
export const dogOnLawn: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const fur = chance.pick(['#d9a05a', '#f0e4d0', '#6b4630', '#b5703a']);
  const dark = mix(fur, '#2a1408', 0.4);
  const collar = chance.pick(['#d8433b', '#2f7fb5', '#3f9a63']);
  const wag = Math.sin(moment * 25) * 12;
  const dog =
    group(`transform="rotate(${tenth(wag)} 24 -16)"`, stroke('M22 -14Q38 -20 40 -36', fur, 7)) +
    path(
      'M-22 0Q-28 -40 -8 -52H10Q30 -36 27 0Z',
      ink.horizontal(mix(fur, '#ffffff', 0.2), fur, mix(fur, '#2a1408', 0.2)),
    ) +
    path('M-9 -50Q-13 -20 0 -14Q12 -20 9 -50Z', mix(fur, '#ffffff', 0.7)) +
    oval(-15, 0, 9, 5, mix(fur, '#ffffff', 0.45)) +
    oval(17, 0, 9, 5, mix(fur, '#ffffff', 0.45)) +
    box(-10, -30, 8, 31, mix(fur, '#ffffff', 0.12), 4) +
    box(3, -30, 8, 31, mix(fur, '#ffffff', 0.06), 4) +
    path('M-15 -52Q0 -44 15 -52L14 -47Q0 -39 -14 -47Z', collar) +
    disc(0, -43, 2.6, '#f4c74e') +
    path(
      'M-19 -80Q-20 -98 0 -98Q20 -98 19 -80Q18 -48 0 -47Q-18 -48 -19 -80Z',
      ink.radial([mix(fur, '#ffffff', 0.35), fur, mix(fur, '#2a1408', 0.15)], [0.42, 0.35]),
    ) +
    path(
      'M-5 -97Q0 -99 5 -97Q6 -78 11 -66Q10 -48 0 -47Q-10 -48 -11 -66Q-6 -78 -5 -97Z',
      mix(fur, '#ffffff', 0.75),
    ) +
    path('M-15 -95Q-32 -96 -30 -66Q-26 -56 -20 -66Q-15 -80 -15 -95Z', dark) +
    path('M15 -95Q32 -96 30 -66Q26 -56 20 -66Q15 -80 15 -95Z', dark) +
    disc(-9, -78, 3, '#2a1a16') +
    disc(9, -78, 3, '#2a1a16') +
    disc(-8, -79.2, 1, '#ffffff') +
    disc(10, -79.2, 1, '#ffffff') +
    path('M-5.6 -68Q0 -72 5.6 -68Q3 -62 0 -61.6Q-3 -62 -5.6 -68Z', '#2a1a16') +
    path('M-5 -57Q0 -54 5 -57Q5.4 -45 0 -45Q-5.4 -45 -5 -57Z', '#e9727c') +
    stroke('M0 -62V-58Q-5 -54 -9 -58M0 -58Q5 -54 9 -58', '#2a1a16', 1.2);
  return [
    box(0, 0, width, height, ink.vertical('#8cc6ea', '#dff0e4', '#cfe6a8')),
    clouds(stage, 3, 0.06, 0.24),
    group(
      `filter="${ink.blur(unit * 2.4)}"`,
      many(18, () =>
        disc(
          chance.between(0, width),
          height * chance.between(0.34, 0.5),
          unit * chance.between(6, 13),
          chance.pick(['#6fa85a', '#86b96a', '#5a9450']),
        ),
      ),
    ),
    box(0, height * 0.48, width, height * 0.52, ink.vertical('#a5d071', '#74b24c', '#4b8a35')),
    bokeh(stage, 14, ['#f6ffd8', '#ffffff'], [0.1, 0.5], [2, 5]),
    oval(
      width / 2 + unit * 3,
      height * 0.91,
      unit * 27,
      unit * 3,
      '#274f1f',
      `fill-opacity="0.5" filter="${ink.blur(unit * 0.8)}"`,
    ),
    placed(width * chance.between(0.44, 0.56), height * 0.9, dog, unit * 0.72),
    disc(width * 0.24, height * 0.87, unit * 5, ink.radial(['#ff9a7a', '#e2483f', '#9c2420'], [0.38, 0.32])),
    stroke(
      `M${tenth(width * 0.24 - unit * 4.4)} ${tenth(height * 0.87)}q${tenth(unit * 4.4)} ${tenth(unit * 3)} ${tenth(unit * 8.8)} 0`,
      '#fff3e0',
      unit * 0.7,
    ),
    many(200, () => {
      const x = chance.between(0, width);
      const y = chance.between(height * 0.84, height * 1.03);
      return stroke(
        `M${tenth(x)} ${tenth(y)}q0 ${tenth(-unit * 1.6)} ${tenth(chance.between(-1.2, 1.2) * unit)} ${tenth(-unit * chance.between(1.6, 3.6))}`,
        chance.pick(['#3f7f30', '#5f9f42', '#86c05c']),
        unit * 0.3,
      );
    }),
  ].join('');
};

function sittingCat({ ink }: Stage, fur: string, swing: number): string {
  const dark = mix(fur, '#1a0c06', 0.4);
  return (
    group(
      `transform="rotate(${tenth(swing)} 22 -4)"`,
      stroke('M20 -6Q44 -2 46 16Q47 30 36 30', fur, 8) + stroke('M41 26Q39 30 36 30', dark, 8),
    ) +
    path(
      'M-20 0Q-28 -40 -10 -58H10Q28 -40 24 0Z',
      ink.horizontal(mix(fur, '#ffffff', 0.25), fur, mix(fur, '#1a0c06', 0.25)),
    ) +
    path('M-8 -54Q-12 -26 0 -18Q12 -26 8 -54Z', mix(fur, '#ffffff', 0.65)) +
    oval(-9, -1, 8, 4.6, mix(fur, '#ffffff', 0.5)) +
    oval(9, -1, 8, 4.6, mix(fur, '#ffffff', 0.5)) +
    many(
      3,
      (index) =>
        stroke(`M${-22 + index} ${-30 + index * 8}q5 1 8 4`, dark, 2.4, 'stroke-opacity="0.55"') +
        stroke(`M${23 - index} ${-30 + index * 8}q-5 1 -8 4`, dark, 2.4, 'stroke-opacity="0.55"'),
    ) +
    path('M-20 -78L-20 -104L-5 -92Z', fur) +
    path('M20 -78L20 -104L5 -92Z', fur) +
    path('M-17 -82L-17.4 -98L-8 -90Z', '#f0b0a4') +
    path('M17 -82L17.4 -98L8 -90Z', '#f0b0a4') +
    oval(
      0,
      -74,
      23,
      20,
      ink.radial([mix(fur, '#ffffff', 0.35), fur, mix(fur, '#1a0c06', 0.2)], [0.42, 0.35]),
    ) +
    oval(-5, -66, 8, 6.4, mix(fur, '#ffffff', 0.75)) +
    oval(5, -66, 8, 6.4, mix(fur, '#ffffff', 0.75)) +
    oval(-9.4, -77, 4.6, 4.8, '#c9d96a') +
    oval(9.4, -77, 4.6, 4.8, '#c9d96a') +
    oval(-9.4, -77, 1.7, 4.2, '#1c1614') +
    oval(9.4, -77, 1.7, 4.2, '#1c1614') +
    disc(-8.4, -78.6, 1.1, '#ffffff') +
    disc(10.4, -78.6, 1.1, '#ffffff') +
    path('M-2.8 -70h5.6l-2.8 3.2Z', '#d97a78') +
    stroke('M0 -67v2q-3.4 3.2 -6 0.4m6 -0.4q3.4 3.2 6 0.4', '#3a2420', 1) +
    many(3, (index) =>
      stroke(
        `M0 ${-91 + index * 0.5}v5`.replace('M0', `M${(index - 1) * 5}`),
        dark,
        2,
        'stroke-opacity="0.55"',
      ),
    ) +
    stroke('M-12 -66l-17 -3M-12 -64l-17 2M12 -66l17 -3M12 -64l17 2', '#ffffff', 0.7, 'stroke-opacity="0.85"')
  );
}

function curtain({ height, unit, ink }: Stage, edge: number, inward: number): string {
  const reach = (share: number): string => tenth(edge + inward * unit * share).toString();
  return (
    path(
      `M${edge} 0H${reach(24)}Q${reach(20)} ${tenth(height * 0.36)} ${reach(8)} ${tenth(height * 0.56)}Q${reach(13)} ${tenth(height * 0.72)} ${reach(13)} ${tenth(height * 0.86)}H${edge}Z`,
      ink.horizontal('#f8ede0', '#fff9f0', '#ead9c6'),
    ) +
    many(4, (fold) =>
      stroke(
        `M${reach(4 + fold * 5)} 0Q${reach(4 + fold * 4)} ${tenth(height * 0.34)} ${reach(3 + fold * 1.5)} ${tenth(height * 0.55)}`,
        '#d9c4ac',
        unit * 0.35,
        'stroke-opacity="0.7"',
      ),
    ) +
    box(Math.min(edge, edge + inward * unit * 9), height * 0.545, unit * 9, unit * 2.4, '#d98a6a', unit)
  );
}

function flowerpot({ unit, chance, ink }: Stage, x: number, foot: number, colour: string): string {
  return (
    many(7, () =>
      stroke(
        `M${tenth(x)} ${tenth(foot - unit * 12)}q${tenth(chance.between(-6, 6) * unit)} ${tenth(-unit * 6)} ${tenth(chance.between(-8, 8) * unit)} ${tenth(-unit * chance.between(9, 16))}`,
        '#5a9450',
        unit * 0.8,
      ),
    ) +
    many(8, () => {
      const cx = x + chance.between(-8, 8) * unit;
      const cy = foot - unit * chance.between(20, 29);
      return (
        many(5, (petal) =>
          disc(
            cx + Math.cos(petal * 1.257) * unit * 1.5,
            cy + Math.sin(petal * 1.257) * unit * 1.5,
            unit * 1.3,
            colour,
          ),
        ) + disc(cx, cy, unit, '#ffe9a8')
      );
    }) +
    path(
      `M${tenth(x - unit * 7)} ${tenth(foot - unit * 13)}H${tenth(x + unit * 7)}L${tenth(x + unit * 5)} ${tenth(foot)}H${tenth(x - unit * 5)}Z`,
      ink.horizontal('#d98a5f', '#c06a42', '#8f4a2c'),
    ) +
    box(
      x - unit * 8,
      foot - unit * 15,
      unit * 16,
      unit * 3.4,
      ink.horizontal('#e39a70', '#c87249', '#965030'),
      unit * 0.5,
    )
  );
}
