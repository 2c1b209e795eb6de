import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText, Heading } from '../../components/AppText.tsx';
import { LinkRow } from '../../components/LinkRow.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { useNow } from '../../controller/use-now.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { DamageRows } from './DamageRows.tsx';

/** What was proven, and when. */
export function ProvenCard({
  backedUpCount,
  unprovenCount,
  deletedCount,
}: {
  readonly backedUpCount: number;
  /**
   * Of these, those that the server did not read again since they were sent. Undefined: it is not known, since nobody is
   * signed in, and no list is theirs to see.
   */
  readonly unprovenCount: number | undefined;
  readonly deletedCount: number;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const now = useNow();
  const { lastVerifiedAtMs, damage } = useSnapshot();
  const isDamaged = damage !== undefined && damage.openCount + damage.lostCount > 0;
  const isVerified = lastVerifiedAtMs !== undefined;
  const hasLists = unprovenCount !== undefined;
  return (
    <SectionCard>
      <View style={{ flexDirection: 'row', gap: space(2), padding: space(2), alignItems: 'center' }}>
        <View
          style={{
            width: space(7),
            height: space(7),
            borderRadius: space(3.5),
            alignItems: 'center',
            justifyContent: 'center',
            backgroundColor: isVerified && !isDamaged ? colors.safeGround : colors.inset,
          }}
        >
          <AppIcon
            name={isVerified && !isDamaged ? 'shield-check' : 'shield-outline'}
            color={isVerified && !isDamaged ? colors.safe : colors.quietText}
            size={32}
          />
        </View>
        <View style={{ flex: 1 }}>
          <Heading level={2} size="body" color="text">
            {isVerified
              ? t('verify.proven.on', { date: formats.date(lastVerifiedAtMs) })
              : t('verify.proven.never')}
          </Heading>
          <AppText size="small" color="quietText">
            {isVerified
              ? t('verify.proven.ago', { when: formats.ago(lastVerifiedAtMs, now) })
              : t('verify.proven.meaning')}
          </AppText>
        </View>
      </View>
      <Divider />
      {damage !== undefined && <DamageRows damage={damage} hasLists={hasLists} />}
      <LinkRow
        icon="cloud-check-variant-outline"
        title={t('verify.proven.count', { count: backedUpCount })}
        detail={
          backedUpCount === 0 || unprovenCount === undefined
            ? undefined
            : unprovenCount === 0
              ? t('verify.proven.allReread')
              : t('verify.proven.notReread', { count: unprovenCount })
        }
        href={hasLists ? { pathname: '/photos/[list]', params: { list: 'on-server' } } : undefined}
      />
      {deletedCount > 0 && (
        <>
          <Divider />
          <LinkRow
            icon="cloud-off-outline"
            title={t('verify.proven.deleted', { count: deletedCount })}
            detail={t('verify.proven.deletedDetail')}
            href={hasLists ? { pathname: '/photos/[list]', params: { list: 'deleted' } } : undefined}
          />
        </>
      )}
    </SectionCard>
  );
}
