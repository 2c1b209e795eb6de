/** From where to where something reaches on the screen, in points from its top. */
export interface Reach {
  readonly top: number;
  readonly height: number;
}

/** How far a list that is scrolled to `offset` is to be scrolled so that all of `thing` is seen; what is higher than the list, from its top. Pure. */
export function offsetToShow(offset: number, list: Reach, thing: Reach, margin: number): number {
  const above = thing.top - margin - list.top;
  const below = thing.top + thing.height + margin - (list.top + list.height);
  if (above < 0) return Math.max(0, offset + above);
  return below > 0 ? offset + Math.min(below, above) : offset;
}
