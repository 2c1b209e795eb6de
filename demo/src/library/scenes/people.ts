import { bokeh, clouds, halo } from './atmosphere.ts';
import { box, disc, group, land, many, mix, oval, path, placed, skyline, stroke, tenth } from './shapes.ts';
import type { Scene, Stage } from './stage.ts';

/** A portrait outdoors, the background out of focus. */
export const portrait: Scene = (stage) => {
  const { width, height, unit, chance } = stage;
  return (
    softBackground(stage) +
    person(stage, width * chance.between(0.44, 0.56), height * 1.02, unit * (height > width ? 1.1 : 0.94))
  );
};

/** Two or three friends, arm in arm. */
export const friends: Scene = (stage) => {
  const { width, height, unit, chance } = stage;
  const count = height > width ? 2 : chance.whole(2, 3);
  const gap = Math.min(unit * 36, (width * 0.8) / count);
  return (
    softBackground(stage) +
    many(count, (index) =>
      person(
        stage,
        width / 2 + (index - (count - 1) / 2) * gap,
        height * 1.04 + (index % 2) * unit * 4,
        unit * chance.between(0.8, 0.9),
      ),
    )
  );
};

/** A family of four on a meadow, seen from further away. */
export const family: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const sizes = [0.52, 0.56, 0.36, 0.3];
  return [
    box(0, 0, width, height, ink.vertical('#68b0e2', '#c3e4f3', '#fbf5e0')),
    clouds(stage, 4, 0.08, 0.3),
    path(
      land(
        skyline(chance, {
          left: 0,
          right: width,
          y: height * 0.55,
          height: unit * 5,
          steps: 16,
          roughness: 0.5,
        }),
        height,
        'rounded',
      ),
      ink.vertical('#8fbf7a', '#5d9a4f'),
    ),
    path(
      land(
        skyline(chance, {
          left: 0,
          right: width,
          y: height * 0.68,
          height: unit * 3,
          steps: 8,
          roughness: 0.5,
        }),
        height,
        'rounded',
      ),
      ink.vertical('#9ac767', '#5f9a42'),
    ),
    many(sizes.length, (index) => {
      const size = sizes[index] ?? 0.4;
      const x = width * 0.5 + ([-26, 20, -4, 38][index] ?? 0) * unit * 0.85;
      return (
        oval(x, height * 0.93, unit * size * 30, unit * 2, '#2f5a2a', 'fill-opacity="0.35"') +
        person(stage, x, height * 0.93, unit * size, { young: size < 0.4 })
      );
    }),
    many(120, () => {
      const x = chance.between(0, width);
      const y = chance.between(height * 0.88, height * 1.02);
      return stroke(
        `M${tenth(x)} ${tenth(y)}q0 ${tenth(-unit * 2)} ${tenth(chance.between(-1.4, 1.4) * unit)} ${tenth(-unit * chance.between(2, 4))}`,
        chance.pick(['#4d8a3a', '#6fae4f', '#86c05c']),
        unit * 0.3,
      );
    }),
  ].join('');
};

/** A selfie at the sea: a face under a straw hat. */
export const beachSelfie: Scene = (stage) => {
  const { width, height, unit, chance, ink } = stage;
  const horizon = height * 0.44;
  return [
    box(0, 0, width, horizon + 2, ink.vertical('#4a9bdb', '#bfe3f4')),
    clouds(stage, 3, 0.08, 0.26),
    box(0, horizon, width, height - horizon, '#f0dfb8'),
    box(0, horizon, width, height * 0.22, ink.vertical('#1c83ad', '#5fcbcb')),
    group(
      `filter="${ink.blur(unit * 0.9)}"`,
      box(-unit * 9, horizon - unit * 0.4, width + unit * 18, unit * 1.6, '#3f97bd') +
        box(-unit * 9, horizon + height * 0.21, width + unit * 18, unit * 3, '#f4fbf6'),
    ),
    person(stage, width * chance.between(0.42, 0.58), height * 1.04, unit * (height > width ? 1.05 : 0.86), {
      strawHat: true,
    }),
  ].join('');
};

function softBackground(stage: Stage): string {
  const { width, height, unit, chance, ink } = stage;
  const [top, low, lights] = chance.pick([
    ['#cfe8c0', '#5f8f57', ['#f4ffd8', '#a8d67f', '#ffffff']],
    ['#ffe2b8', '#c97f56', ['#fff3d0', '#ffc38a', '#ffe0a8']],
    ['#2c2a4f', '#6b3f5e', ['#ffcf7a', '#ff8f8a', '#8fc7ff']],
    ['#cfe6f5', '#6fa3c4', ['#ffffff', '#e6f6ff', '#fdf3d2']],
    ['#f6d5dc', '#b57a93', ['#fff0f2', '#ffd9c0', '#ffffff']],
  ] as const);
  const trees = many(16, () =>
    oval(
      chance.between(0, width),
      height * chance.between(0.5, 0.8),
      unit * chance.between(18, 36),
      unit * chance.between(14, 30),
      ink.glow(mix(low, top, chance.between(0, 0.5)), 0.7),
    ),
  );
  return (
    box(0, 0, width, height, ink.vertical(top, mix(top, low, 0.5), low)) +
    trees +
    bokeh(stage, 26, lights, [0, 0.8], [2, 7]) +
    halo(stage, width / 2, height * 0.4, unit * 60, '#fff8e6', 0.3)
  );
}

/** A friendly half figure: 100 units from waist to crown, standing on the given point. */
function person(
  stage: Stage,
  x: number,
  foot: number,
  scale: number,
  look: { strawHat?: boolean; young?: boolean } = {},
): string {
  const { chance, ink } = stage;
  const skin = chance.pick(['#f6cfb2', '#eab892', '#c98d63', '#8f5a3c', '#f9dcc4', '#a96f4a']);
  const hair = chance.pick([
    '#3a261c',
    '#6b4426',
    '#c78f4a',
    '#1f1a1c',
    '#a3542f',
    look.young === true ? '#d9ab5e' : '#b9b3ab',
  ]);
  const shirt = chance.pick(['#e2604f', '#2f7f95', '#f1b64c', '#5a72b5', '#6a9f5f', '#f4ede0', '#b5577f']);
  const style = chance.pick(['short', 'long', 'bun', 'curls', 'bob'] as const);
  const glasses = chance.between(0, 1) < 0.22;
  const beard = style === 'short' && look.young !== true && chance.between(0, 1) < 0.4;
  const striped = chance.between(0, 1) < 0.35;
  const shade = mix(skin, '#7a3320', 0.22);
  const hairShade = mix(hair, '#000000', 0.25);
  const tilt = chance.between(-4, 4);

  const behind = {
    short: '',
    long: path('M-21 -76Q-25 -40 -20 -26Q0 -16 20 -26Q25 -40 21 -76Z', hairShade),
    bun: disc(0, -103, 8.5, ink.radial([mix(hair, '#ffffff', 0.18), hair, hairShade], [0.4, 0.35])),
    curls: many(16, (index) => {
      const angle = Math.PI * (0.86 + (index / 15) * 1.28);
      return disc(Math.cos(angle) * 19.5, -76 + Math.sin(angle) * 19, 8, index % 2 === 0 ? hair : hairShade);
    }),
    bob: path('M-22 -78Q-26 -52 -18 -50H18Q26 -52 22 -78Z', hairShade),
  }[style];
  const fringe = {
    short: path('M-18 -78Q-20 -99 0 -99Q20 -99 18 -78Q14 -88 4 -89Q-10 -88 -18 -78Z', hair),
    long: path('M-19 -70Q-23 -100 0 -100Q23 -100 19 -70Q16 -88 2 -91Q-13 -88 -19 -70Z', hair),
    bun: path('M-18.5 -76Q-20 -98 0 -98Q20 -98 18.5 -76Q10 -90 0 -90Q-10 -90 -18.5 -76Z', hair),
    curls: many(7, (index) =>
      disc(
        -15 + index * 5,
        -93 + Math.abs(index - 3) * 1.3,
        5.4,
        index % 2 === 0 ? hair : mix(hair, '#ffffff', 0.08),
      ),
    ),
    bob: path('M-20 -66Q-23 -100 0 -100Q23 -100 20 -66Q18 -84 10 -85H-12Q-18 -84 -20 -66Z', hair),
  }[style];
  const face =
    disc(-17.5, -73, 3.6, shade) +
    disc(17.5, -73, 3.6, shade) +
    path(
      'M-17 -78Q-17 -96 0 -96Q17 -96 17 -78Q17 -54 0 -53Q-17 -54 -17 -78Z',
      ink.radial([mix(skin, '#fff4e6', 0.4), skin, shade], [0.42, 0.38]),
    ) +
    (beard
      ? path(
          'M-16.6 -72Q-15 -66 -8 -66Q0 -69 8 -66Q15 -66 16.6 -72Q16 -51 0 -50Q-16 -51 -16.6 -72Z',
          hair,
          'fill-opacity="0.92"',
        )
      : '') +
    disc(-9.6, -66.5, 3.6, ink.glow('#f0705f', 0.55)) +
    disc(9.6, -66.5, 3.6, ink.glow('#f0705f', 0.55)) +
    oval(-6.6, -75, 1.7, 2.2, '#33241f') +
    oval(6.6, -75, 1.7, 2.2, '#33241f') +
    disc(-6, -75.8, 0.6, '#ffffff') +
    disc(7.2, -75.8, 0.6, '#ffffff') +
    stroke('M-9.6 -80.4Q-6.6 -82.4 -3.6 -80.8', hairShade, 1.1) +
    stroke('M9.6 -80.4Q6.6 -82.4 3.6 -80.8', hairShade, 1.1) +
    stroke('M-0.6 -74Q1.8 -70.4 -0.4 -69.6', shade, 1) +
    path('M-6.4 -65.6Q0 -64 6.4 -65.6Q4.6 -58.6 0 -58.6Q-4.6 -58.6 -6.4 -65.6Z', '#9c3f3a') +
    path('M-5.6 -65.3Q0 -64 5.6 -65.3L4.8 -63Q0 -62 -4.8 -63Z', '#ffffff') +
    (glasses
      ? group(
          'fill="none" stroke="#3a3034" stroke-width="1"',
          '<circle cx="-6.8" cy="-74.8" r="4.8"/><circle cx="6.8" cy="-74.8" r="4.8"/><path d="M-2 -75.4Q0 -76.6 2 -75.4"/>',
        )
      : '');
  const hat =
    look.strawHat !== true
      ? ''
      : oval(0, -91, 36, 7.6, ink.vertical('#f3d795', '#cfa45c')) +
        path(
          'M-18 -91Q-17 -113 0 -113Q17 -113 18 -91Q0 -86 -18 -91Z',
          ink.radial(['#fbe6b2', '#e9c67c', '#c99a52'], [0.4, 0.3]),
        ) +
        path('M-18 -92Q0 -87 18 -92L17.6 -97Q0 -92 -17.6 -97Z', '#c8453c');
  const body =
    path(
      'M-38 0Q-40 -38 -22 -44Q-10 -47 -8 -50H8Q10 -47 22 -44Q40 -38 38 0Z',
      ink.horizontal(mix(shirt, '#ffffff', 0.15), shirt, mix(shirt, '#201020', 0.25)),
    ) +
    (striped
      ? many(5, (index) =>
          stroke(
            `M${-37 + index * 0.6} ${-6 - index * 7}Q0 ${-2 - index * 7} ${37 - index * 0.6} ${-6 - index * 7}`,
            '#ffffff',
            2.2,
            'stroke-opacity="0.7"',
          ),
        )
      : '') +
    path('M-9 -47Q0 -36 9 -47L7.4 -58H-7.4Z', ink.vertical(shade, skin)) +
    stroke('M-27 0Q-27 -14 -24 -22', mix(shirt, '#201020', 0.35), 0.9, 'stroke-opacity="0.6"') +
    stroke('M27 0Q27 -14 24 -22', mix(shirt, '#201020', 0.35), 0.9, 'stroke-opacity="0.6"');
  return placed(
    x,
    foot,
    behind + body + group(`transform="rotate(${tenth(tilt)} 0 -52)"`, face + fringe + hat),
    scale,
  );
}
