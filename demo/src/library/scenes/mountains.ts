import { birds, clouds, halo, stars, streaks } from './atmosphere.ts';
import { box, disc, group, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** Ridge behind ridge, each paler than the one before it. */
export const hazyRidges: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const [top, low, near, light] = chance.pick([
    ['#7fa6c9', '#f6dcc4', '#22404a', '#fff2d8'],
    ['#5d78a8', '#f7c6a5', '#2a2f4f', '#ffe2b8'],
    ['#8fb7c4', '#e9efe4', '#1f4a3f', '#fffbe8'],
    ['#6a6fa8', '#f3b7b0', '#33284d', '#ffdcc0'],
  ] as const);
  const layers = 6;
  const sunX = width * chance.between(0.25, 0.75);
  return [
    box(0, 0, width, height, ink.vertical(top, mix(top, low, 0.6), low, low)),
    halo(stage, sunX, height * 0.33, unit * 55, light, 0.9),
    disc(sunX, height * 0.33, unit * 4, '#fffaf0', 'fill-opacity="0.95"'),
    streaks(stage, 10, 0.06, 0.3, light, 0.5),
    birds(stage, 5, 0.15, 0.3, mix(near, low, 0.3)),
    many(layers, (index) => {
      const share = index / (layers - 1);
      const colour = mix(mix(low, top, 0.35), near, share ** 1.25);
      const y = height * (0.42 + share * 0.4);
      const line = skyline(chance, {
        left: -unit,
        right: width + unit,
        y,
        height: unit * (13 - share * 5),
        steps: 64,
        roughness: 0.5,
      });
      return path(land(line, height, 'straight'), ink.vertical(colour, mix(colour, low, 0.5 - share * 0.42)));
    }),
    pines(stage, mix(near, '#000000', 0.35), 26),
  ].join('');
};

/** White peaks over a meadow in summer. */
export const snowPeaks: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const meadow = height * 0.72;
  const peak = (x: number, tall: number, wide: number, rock: string): string => {
    const y = meadow - tall;
    const ragged = (dx: number, down: number): string => {
      const steps = 9;
      return many(steps, (index) => {
        const share = (index + 1) / steps;
        return `L${tenth(x + dx * share + chance.between(-1, 1) * unit * 1.1)} ${tenth(y + down * share + chance.between(-1, 1) * unit * 1.1)}`;
      });
    };
    const left = ragged(-wide, tall);
    const right = ragged(wide, tall);
    const spine = ragged(wide * 0.12, tall);
    const snowEdge = many(7, (index) => {
      const share = index / 6;
      const px = x - wide * 0.34 + wide * 0.68 * share;
      return `L${tenth(px)} ${tenth(y + tall * (index % 2 === 0 ? 0.36 : 0.52) - Math.abs(0.5 - share) * unit * 2)}`;
    });
    return (
      path(
        `M${tenth(x)} ${tenth(y)}${left}L${tenth(x + wide)} ${tenth(meadow + unit)}Z`,
        ink.vertical(mix(rock, '#ffffff', 0.3), rock, mix(rock, '#9fc0c8', 0.35)),
      ) +
      path(
        `M${tenth(x)} ${tenth(y)}${right}L${tenth(x + wide * 0.12)} ${tenth(meadow)}Z`,
        mix(rock, '#1d2b45', 0.4),
        'fill-opacity="0.75"',
      ) +
      path(
        `M${tenth(x)} ${tenth(y)}L${tenth(x - wide * 0.36)} ${tenth(y + tall * 0.4)}${snowEdge}L${tenth(x + wide * 0.36)} ${tenth(y + tall * 0.4)}Z`,
        ink.horizontal('#ffffff', '#f7fbff', '#c5d6ea'),
      ) +
      path(
        `M${tenth(x)} ${tenth(y)}${spine.slice(0, 60).replace(/L[^L]*$/, '')}L${tenth(x + wide * 0.36)} ${tenth(y + tall * 0.4)}Z`,
        '#a9c0dc',
        'fill-opacity="0.65"',
      )
    );
  };
  const middle = width * chance.between(0.42, 0.6);
  return [
    box(0, 0, width, height, ink.vertical('#2f7cc4', '#7cb8e6', '#d8edf6')),
    clouds(stage, 4, 0.08, 0.3),
    peak(middle - width * 0.34, height * 0.36, width * 0.3, '#7d93ab'),
    peak(middle + width * 0.36, height * 0.4, width * 0.32, '#7389a3'),
    peak(middle, height * 0.54, width * 0.36, '#64788f'),
    oval(width / 2, meadow, width * 0.8, unit * 9, ink.glow('#eaf4f6', 0.9)),
    path(
      land(
        skyline(chance, {
          left: -unit,
          right: width + unit,
          y: meadow,
          height: unit * 3,
          steps: 16,
          roughness: 0.5,
        }),
        height,
        'rounded',
      ),
      ink.vertical('#4d8a55', '#5c9c4c'),
    ),
    firs(stage, meadow + unit * 3, 34, '#2c5d48', 5, 9),
    path(
      land(
        skyline(chance, {
          left: -unit,
          right: width + unit,
          y: meadow + unit * 8,
          height: unit * 3,
          steps: 8,
          roughness: 0.5,
        }),
        height,
        'rounded',
      ),
      ink.vertical('#7fb755', '#4f8f3c'),
    ),
    meadowFlowers(stage, meadow + unit * 10),
  ].join('');
};

/** A mountain lake that mirrors its ridges. */
export const mirrorLake: Scene = (stage) => {
  const { width, height, unit, chance, moment, ink } = stage;
  const shore = height * chance.between(0.52, 0.58);
  const [sky, glow, hill] = chance.pick([
    ['#4f7fae', '#fbd9b5', '#31506a'],
    ['#6487b5', '#f8cfd0', '#3c4a70'],
    ['#3f86b0', '#e4f1ee', '#2c5f5c'],
  ] as const);
  const land3 = many(3, (index) => {
    const line = skyline(chance, {
      left: -unit,
      right: width + unit,
      y: shore - unit * (22 - index * 9),
      height: unit * (15 - index * 4),
      steps: 64,
      roughness: 0.48,
    });
    const colour = mix(mix(sky, glow, 0.35), hill, 0.25 + index * 0.36);
    return path(land(line, shore + 1, 'straight'), ink.vertical(colour, mix(colour, glow, 0.25)));
  });
  const trees = firs(stage, shore + unit * 0.5, 40, mix(hill, '#0d2a26', 0.6), 4, 9);
  const above =
    box(0, 0, width, shore + 1, ink.vertical(sky, mix(sky, glow, 0.6), glow)) +
    clouds(stage, 4, 0.08, 0.3, '#fff6ec', 0.75) +
    land3 +
    trees;
  return [
    above,
    `<g transform="translate(0 ${tenth(shore * 2)}) scale(1 -1)">${above}</g>`,
    box(
      0,
      shore,
      width,
      height - shore,
      ink.vertical(`${mix(hill, sky, 0.5)}55`, `${mix(hill, '#0a2030', 0.4)}cc`),
    ),
    many(70, () => {
      const depth = chance.between(0, 1) ** 1.3;
      const x = chance.between(-0.1, 1) * width + Math.sin(moment * 6 + depth * 9) * unit;
      return box(
        x,
        shore + unit + depth * (height - shore),
        unit * chance.between(4, 16) * (0.4 + depth),
        unit * (0.1 + depth * 0.22),
        '#ffffff',
        unit * 0.1,
        `fill-opacity="${chance.between(0.06, 0.26).toFixed(2)}"`,
      );
    }),
    box(0, shore - unit * 0.3, width, unit * 0.6, glow, 0, 'fill-opacity="0.6"'),
    jetty(stage, width * chance.between(0.55, 0.75), height),
  ].join('');
};

/** A lit tent under the Milky Way. */
export const tentUnderStars: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const x = width * chance.between(0.4, 0.6);
  const y = height * 0.84;
  return [
    box(0, 0, width, height, ink.vertical('#070b24', '#141d4a', '#3a3f7a', '#a06a86')),
    group(
      `transform="rotate(-32 ${tenth(width / 2)} ${tenth(height * 0.4)})"`,
      oval(width / 2, height * 0.36, width * 0.85, unit * 22, ink.glow('#8f9ae0', 0.55)) +
        oval(width * 0.55, height * 0.37, width * 0.5, unit * 11, ink.glow('#e8c9e8', 0.5)),
    ),
    stars(stage, 420, 0.75),
    many(3, (index) =>
      path(
        land(
          skyline(chance, {
            left: -unit,
            right: width + unit,
            y: height * (0.7 + index * 0.08),
            height: unit * (12 - index * 4),
            steps: 64,
            roughness: 0.5,
          }),
          height,
          'straight',
        ),
        mix('#3b3a6b', '#0a0c1c', index / 2),
      ),
    ),
    halo(stage, x, y - unit * 6, unit * 34, '#ffb45e', 0.6),
    path(
      `M${tenth(x - unit * 17)} ${tenth(y)}Q${tenth(x - unit * 6)} ${tenth(y - unit * 5)} ${tenth(x)} ${tenth(y - unit * 19)}Q${tenth(x + unit * 8)} ${tenth(y - unit * 5)} ${tenth(x + unit * 19)} ${tenth(y)}Z`,
      ink.radial(['#fff0b8', '#ffc062', '#d9762f', '#8a3d1f'], [0.46, 0.7]),
    ),
    path(
      `M${tenth(x)} ${tenth(y - unit * 19)}Q${tenth(x - unit * 4)} ${tenth(y - unit * 6)} ${tenth(x - unit * 6)} ${tenth(y)}L${tenth(x + unit * 4)} ${tenth(y)}Q${tenth(x + unit * 2)} ${tenth(y - unit * 8)} ${tenth(x)} ${tenth(y - unit * 19)}Z`,
      '#fff3c8',
      'fill-opacity="0.7"',
    ),
    box(0, y - unit * 0.2, width, height - y + unit, ink.vertical('#141626', '#05060e')),
    placed(x + unit * 26, y + unit, firTree(ink.vertical('#10142a', '#06070f'), 0), unit * 0.34),
    placed(x - unit * 34, y + unit, firTree(ink.vertical('#10142a', '#06070f'), 0), unit * 0.5),
  ].join('');
};

/** A fir, 60 units high, standing on 0,0; `snow` 0 … 1 whitens its branches. */
export function firTree(colour: string, snow: number): string {
  const tier = (y: number, wide: number, tall: number): string => {
    const outline = `M0 ${y - tall}Q${wide * 0.35} ${y - tall * 0.35} ${wide} ${y}Q${wide * 0.5} ${y - 1} ${wide * 0.3} ${y + 2}Q0 ${y - 2} ${-wide * 0.3} ${y + 2}Q${-wide * 0.5} ${y - 1} ${-wide} ${y}Q${-wide * 0.35} ${y - tall * 0.35} 0 ${y - tall}Z`;
    const cover = `M0 ${y - tall}Q${wide * 0.3} ${y - tall * 0.4} ${wide * 0.8} ${y - tall * 0.12}Q${wide * 0.3} ${y - tall * 0.3} 0 ${y - tall * 0.15}Q${-wide * 0.3} ${y - tall * 0.3} ${-wide * 0.8} ${y - tall * 0.12}Q${-wide * 0.3} ${y - tall * 0.4} 0 ${y - tall}Z`;
    return path(outline, colour) + (snow > 0 ? path(cover, '#f6faff', `fill-opacity="${snow}"`) : '');
  };
  return (
    box(-1.6, -8, 3.2, 8, '#4a3a30') +
    tier(-5, 17, 24) +
    tier(-18, 14, 21) +
    tier(-31, 11, 18) +
    tier(-42, 7.5, 17)
  );
}

function firs(
  { width, unit, chance }: Stage,
  y: number,
  count: number,
  colour: string,
  low: number,
  high: number,
): string {
  return many(count, () =>
    placed(
      chance.between(0, 1) * width,
      y + chance.between(-0.5, 0.8) * unit,
      firTree(mix(colour, '#ffffff', chance.between(0, 0.1)), 0),
      (unit * chance.between(low, high)) / 60,
    ),
  );
}

function pines(stage: Stage, colour: string, count: number): string {
  const { width, height, unit, chance } = stage;
  return many(count, (index) => {
    const x = ((index + chance.between(0, 1)) / count) * width;
    const fromMiddle = Math.abs(x / width - 0.5) * 2;
    return placed(
      x,
      height + unit * 4,
      firTree(colour, 0),
      (unit * (12 + fromMiddle * 22) * chance.between(0.7, 1.15)) / 60,
    );
  });
}

function meadowFlowers({ width, height, unit, chance }: Stage, from: number): string {
  return many(170, () => {
    const depth = chance.between(0, 1);
    const x = chance.between(0, width);
    const y = from + depth * (height - from);
    const size = unit * (0.25 + depth * 0.8) * chance.between(0.6, 1.1);
    const colour = chance.pick(['#fff8e8', '#ffd95c', '#f49bb5', '#b58be0', '#fff8e8']);
    return (
      stroke(`M${tenth(x)} ${tenth(y)}v${tenth(size * 2.4)}`, '#3d7a35', size * 0.3) +
      disc(x, y, size, colour) +
      disc(x, y, size * 0.36, '#e0a83a')
    );
  });
}

function jetty({ unit }: Stage, x: number, bottom: number): string {
  const top = bottom - unit * 24;
  return (
    path(
      `M${tenth(x - unit * 3)} ${tenth(top)}L${tenth(x + unit * 3)} ${tenth(top)}L${tenth(x + unit * 11)} ${tenth(bottom)}L${tenth(x - unit * 11)} ${tenth(bottom)}Z`,
      '#6f5a48',
    ) +
    many(13, (index) => {
      const share = (index / 13) ** 1.6;
      const half = unit * (3 + share * 8);
      return box(x - half, top + share * unit * 24, half * 2, unit * (0.2 + share * 0.35), '#46382e');
    }) +
    many(3, (index) => {
      const share = [0.02, 0.3, 0.75][index] ?? 0;
      const half = unit * (3 + share * 8);
      const tall = unit * (2.4 + share * 4);
      return (
        box(
          x - half - unit * 0.7,
          top + share * unit * 24 - tall,
          unit * (0.8 + share),
          tall * 1.6,
          '#54443a',
          unit * 0.3,
        ) +
        box(x + half, top + share * unit * 24 - tall, unit * (0.8 + share), tall * 1.6, '#54443a', unit * 0.3)
      );
    })
  );
}
