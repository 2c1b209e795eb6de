/** What turns or joins the words around it, ends a line, or rings a bell: no letter of any language. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** Bytes of a name that are no text, as the agent writes them. */
const NO_TEXT = /[\uef80-\uefff]/g;

/**
 * The name of a file, folder or album as it is shown and read out: without what would have it read as another name, as a
 * program's that seems to be a photo's. Whoever made the file chose it.
 */
export function plainName(name: string): string {
  return name.replace(UNSEEN, '').replace(NO_TEXT, '\ufffd');
}
