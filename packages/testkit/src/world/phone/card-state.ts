/** What is to be found of a card or disk on which some albums lie. */
export type CardState =
  | 'there'
  /** Its albums are shown, but nothing in them. */
  | 'partial'
  /** The platform pretends that there never was such a card. */
  | 'silently-gone'
  /** Nothing at all can be listed. */
  | 'library-unavailable';
