import type { TFunction } from 'i18next';
import { foldText } from '../../components/fold-text.ts';
import type { WordMeaning } from '../../controller/photo-index.ts';

const YEAR = /^(19|20)\d\d$/;
/** A month may be begun with so many letters of its name. */
const BEGINNING = 3;
const MONTHS = Array.from({ length: 12 }, (_, month) => month);

/** What words mean beside themselves, in the person's language: a year, a month, a kind, what became of a photo. */
export function meaningsOf(text: string, language: string, t: TFunction): readonly WordMeaning[] {
  const months = monthNamesOf(language);
  const isOf = (word: string, list: string): boolean => foldText(list).split(' ').includes(word);
  return text.split(/\s+/).flatMap((word): readonly WordMeaning[] => {
    const folded = foldText(word);
    const named = MONTHS.filter((month) => months[month]?.some((name) => isNamed(name, folded)));
    return [
      ...(YEAR.test(folded) ? [{ word, year: Number(folded) }] : []),
      ...(named.length > 0 ? [{ word, months: named }] : []),
      ...(isOf(folded, t('search.words.photo')) ? [{ word, kinds: ['image' as const] }] : []),
      ...(isOf(folded, t('search.words.video')) ? [{ word, kinds: ['video' as const] }] : []),
      ...(isOf(folded, t('search.words.safe')) ? [{ word, settlements: ['backed-up' as const] }] : []),
      ...(isOf(folded, t('search.words.waiting'))
        ? [{ word, standing: 'candidate' as const, settlements: ['pending', 'retrying'] as const }]
        : []),
      ...(isOf(folded, t('search.words.failed'))
        ? [{ word, standing: 'candidate' as const, settlements: ['failed' as const] }]
        : []),
    ];
  });
}

/** Of each month its long and its short name. */
function monthNamesOf(language: string): readonly (readonly string[])[] {
  const styles = (['long', 'short'] as const).map(
    (month) => new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { month }),
  );
  return MONTHS.map((month) =>
    styles.map((style) => foldText(style.format(new Date(2024, month, 15))).replace(/\.$/, '')),
  );
}

function isNamed(name: string, word: string): boolean {
  return name === word || (word.length >= BEGINNING && name.startsWith(word));
}
