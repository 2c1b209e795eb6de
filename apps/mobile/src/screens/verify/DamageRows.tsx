import type { DamageState } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { damageSentence } from '../../components/damage-words.ts';
import { LinkRow } from '../../components/LinkRow.tsx';
import { Divider } from '../../components/SectionCard.tsx';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { useColors } from '../../theme/use-app-theme.ts';

/** What was found damaged on the server and is not there again yet, and what is since the last verification. */
export function DamageRows({
  damage,
  hasLists,
}: {
  readonly damage: DamageState;
  readonly hasLists: boolean;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const { openCount, waitingCount, lostCount, mendedCount, mendedAtMs } = damage;
  const found = openCount === 0 ? undefined : damageSentence(damage, { t, formats });
  return (
    <>
      {found !== undefined && (
        <>
          <LinkRow
            picture={<AppIcon name="alert-circle-outline" color={colors.needsYou} />}
            title={found}
            detail={t(waitingCount < openCount ? 'verify.damage.notAll' : 'verify.damage.again', {
              count: openCount,
            })}
            href={hasLists ? { pathname: '/photos/[list]', params: { list: 'damaged' } } : undefined}
          />
          <Divider />
        </>
      )}
      {lostCount > 0 && (
        <>
          <LinkRow
            picture={<AppIcon name="alert-circle-outline" color={colors.needsYou} />}
            title={t('verify.damage.lost', { count: lostCount })}
            detail={t('verify.damage.elsewhere', { count: lostCount })}
            href={undefined}
          />
          <Divider />
        </>
      )}
      {mendedAtMs !== undefined && (
        <>
          <LinkRow
            picture={<AppIcon name="check-bold" color={colors.safe} />}
            title={t('verify.damage.mended', { count: mendedCount, date: formats.date(mendedAtMs) })}
            href={undefined}
          />
          <Divider />
        </>
      )}
    </>
  );
}
