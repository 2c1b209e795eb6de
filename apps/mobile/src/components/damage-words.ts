import type { DamageState } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import type { Formats } from '../i18n/formats.ts';

/** "1 photo was found damaged on the server on …"; undefined: nothing is, as far as is known. */
export function damageSentence(
  damage: DamageState | undefined,
  { t, formats }: { readonly t: TFunction; readonly formats: Formats },
): string | undefined {
  if (damage === undefined) return undefined;
  if (damage.foundAtMs === undefined)
    return damage.lostCount === 0 ? undefined : t('verify.damage.lost', { count: damage.lostCount });
  return t('verify.damage.found', { count: damage.openCount, date: formats.date(damage.foundAtMs) });
}
