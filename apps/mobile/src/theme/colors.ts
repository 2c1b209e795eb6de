/** What each colour says. Photos are the only other colourful thing on a screen. */
export interface Colors {
  /** Behind everything. */
  readonly ground: string;
  /** Cards, bars and sheets on it. */
  readonly card: string;
  /** Something in a card that is set apart: a track, a placeholder, a chip. */
  readonly inset: string;
  /** Lines between things. */
  readonly line: string;
  /** The edges of what can be filled in. */
  readonly edge: string;
  readonly text: string;
  /** What matters less; still 4.5 : 1 on every ground. */
  readonly quietText: string;
  /** Safe; also what can be pressed. */
  readonly safe: string;
  readonly onSafe: string;
  readonly safeGround: string;
  readonly onSafeGround: string;
  /** On its way to being safe. */
  readonly moving: string;
  /** Waiting: nothing is wrong and nothing is to be done. */
  readonly waiting: string;
  readonly waitingGround: string;
  readonly onWaitingGround: string;
  /** Needs the person. */
  readonly needsYou: string;
  readonly onNeedsYou: string;
  readonly needsYouGround: string;
  readonly onNeedsYouGround: string;
  /** Behind dialogs. */
  readonly shade: string;
}

export const LIGHT: Colors = {
  ground: '#f5f6f4',
  card: '#ffffff',
  inset: '#e9edea',
  line: '#e3e7e4',
  edge: '#8b9691',
  text: '#16201d',
  quietText: '#55615c',
  safe: '#0b6b5c',
  onSafe: '#ffffff',
  safeGround: '#d9efe9',
  onSafeGround: '#05443a',
  moving: '#5bb5a4',
  waiting: '#d99a2b',
  waitingGround: '#fbedd0',
  onWaitingGround: '#5c3d00',
  needsYou: '#b3261e',
  onNeedsYou: '#ffffff',
  needsYouGround: '#fbe5e2',
  onNeedsYouGround: '#6f1610',
  shade: 'rgba(12, 20, 18, 0.45)',
};

export const DARK: Colors = {
  ground: '#0f1312',
  card: '#181e1c',
  inset: '#262e2b',
  line: '#262e2b',
  edge: '#75817c',
  text: '#e5ebe8',
  quietText: '#a2aea9',
  safe: '#6ed1bd',
  onSafe: '#00382f',
  safeGround: '#123f37',
  onSafeGround: '#bdf0e4',
  moving: '#3d8a7c',
  waiting: '#e8b45a',
  waitingGround: '#3d2e10',
  onWaitingGround: '#f8dfae',
  needsYou: '#ff9d91',
  onNeedsYou: '#5c0f09',
  needsYouGround: '#46201c',
  onNeedsYouGround: '#ffd9d3',
  shade: 'rgba(0, 0, 0, 0.6)',
};
