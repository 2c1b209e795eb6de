/** The words of one language, as its JSON has them. */
export interface Words {
  readonly [key: string]: string | Words;
}

const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/;
/** What is said of so few need not repeat the number. */
const MAY_DROP_COUNT: ReadonlySet<string> = new Set(['zero', 'one', 'two']);

/** Every text by its whole key. */
export function flatten(words: Words, prefix = ''): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** What a language lacks, or has too much, beside English; in words. */
export function findMissing(english: Words, words: Words, language: string): readonly string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const wanted = new Map<string, string>();
  for (const [key, text] of flatten(english)) {
    const [, stem, form] = PLURAL.exec(key) ?? [];
    if (stem === undefined) wanted.set(key, text);
    else if (form === 'other') for (const each of forms) wanted.set(`${stem}_${each}`, text);
  }
  const there = flatten(words);
  return [
    ...[...wanted].flatMap(([key, text]) => problemsOf(key, text, there.get(key))),
    ...[...there.keys()]
      .filter((key) => !wanted.has(key))
      .map((key) =>
        PLURAL.test(key) && wanted.has(key.replace(PLURAL, '$1_other'))
          ? `${key} is no plural form of ${language}`
          : `${key} is not in English`,
      ),
  ];
}

function problemsOf(key: string, english: string, text: string | undefined): readonly string[] {
  if (text === undefined) return [`${key} is missing`];
  const isFew = MAY_DROP_COUNT.has(PLURAL.exec(key)?.[2] ?? '');
  const names = (of: string): string =>
    [...of.matchAll(/\{\{\s*(\w+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !isFew || (name !== 'count' && name !== 'number'))
      .sort()
      .join();
  return [
    ...(text.trim() === '' ? [`${key} is empty`] : []),
    ...(names(english) === names(text) ? [] : [`${key} has other placeholders`]),
  ];
}

/** Keys, without plural forms, that no source names: whole in quotes, or by a beginning that a template goes on from. */
export function findUnused(words: Words, sources: readonly string[]): readonly string[] {
  const text = sources.join('\n');
  const beginnings = [...text.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, beginning = '']) => beginning);
  const stems = new Set([...flatten(words).keys()].map((key) => key.replace(PLURAL, '$1')));
  return [...stems].filter(
    (stem) =>
      !new RegExp(`['"\`]${stem.replaceAll('.', String.raw`\.`)}['"\`]`).test(text) &&
      !beginnings.some((beginning) => stem.startsWith(beginning)),
  );
}
