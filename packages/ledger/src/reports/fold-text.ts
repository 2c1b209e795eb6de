const ASCII = /^[\x20-\x7e]*$/;

/** Text as people search for it: whatever the case, the accents and the way in which they are encoded. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

/** The words that are searched for, each once. */
export function wordsOf(text: string): readonly string[] {
  return [...new Set(foldText(text).split(/\s+/))].filter((word) => word !== '');
}
