import { useRouter } from 'expo-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { SettingRow } from '../../components/SettingRow.tsx';
import { ValueRow } from '../../components/ValueRow.tsx';
import type { Freeable } from '../../controller/proving.ts';
import { useNow } from '../../controller/use-now.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { KeepAlbumsQuestion } from './KeepAlbumsQuestion.tsx';
import { removableUnder, sizeOf } from './keep-rules.ts';
import { useKeepRules } from './use-keep-rules.ts';
import { useReasonsAgainst } from './use-reasons-against.ts';

/** What may be removed from the device, or why nothing may. `null`: it is not known, since nobody is signed in. */
export function FreeSpaceCard({ freeable }: { readonly freeable: Freeable | null }) {
  const { t } = useTranslation();
  return freeable === null ? (
    <NothingCard reasons={[t('signedOut.proven')]} />
  ) : (
    <Known freeable={freeable} />
  );
}

/** What may be removed, what is kept all the same, and the way to look through it; or why nothing may. */
function Known({ freeable }: { readonly freeable: Freeable }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const router = useRouter();
  const now = useNow();
  const { activity } = useSnapshot();
  const [rules, change] = useKeepRules();
  const [isAsking, setAsking] = useState(false);

  const against = useReasonsAgainst(freeable);
  if (against.length > 0) return <NothingCard reasons={against} />;
  const items = removableUnder(freeable.items, rules, now);
  return (
    <SectionCard title={t('verify.free.title')}>
      <View role="status" style={{ padding: space(2), gap: space(0.5) }}>
        <AppText size="large" isEmphasised>
          {formats.size(sizeOf(items))}
        </AppText>
        <AppText color="quietText">
          {items.length === 0 ? t('verify.free.noWin') : t('verify.free.win', { count: items.length })}
        </AppText>
      </View>
      <Divider />
      <SettingRow
        label={t('verify.keep.favourites.label')}
        consequence={t(`verify.keep.favourites.${rules.favourites ? 'on' : 'off'}`)}
        isOn={rules.favourites}
        onChange={(favourites) => {
          change({ favourites });
        }}
      />
      <Divider />
      <SettingRow
        label={t('verify.keep.recent.label')}
        consequence={t(`verify.keep.recent.${rules.recent ? 'on' : 'off'}`)}
        isOn={rules.recent}
        onChange={(recent) => {
          change({ recent });
        }}
      />
      <Divider />
      <ValueRow
        label={t('verify.keep.albums.label')}
        value={formats.number(rules.albums.length)}
        consequence={
          rules.albums.length === 0
            ? t('verify.keep.albums.none')
            : t('verify.keep.albums.some', { count: rules.albums.length })
        }
        onPress={() => {
          setAsking(true);
        }}
      />
      <View style={{ padding: space(2), gap: space(1) }}>
        <AppText size="small" color="quietText">
          {t('verify.free.promise')}
        </AppText>
        <PrimaryButton
          label={t('verify.free.look')}
          isQuiet
          isDisabled={items.length === 0 || activity.kind !== 'idle'}
          onPress={() => {
            router.push('/free-space');
          }}
        />
      </View>
      {isAsking && (
        <KeepAlbumsQuestion
          kept={rules.albums}
          onAnswer={(albums) => {
            setAsking(false);
            if (albums !== undefined) change({ albums });
          }}
        />
      )}
    </SectionCard>
  );
}

/** Why nothing is offered, in sentences. */
function NothingCard({ reasons }: { readonly reasons: readonly string[] }) {
  const { t } = useTranslation();
  const colors = useColors();
  return (
    <SectionCard title={t('verify.free.title')} isPadded>
      <View style={{ flexDirection: 'row', gap: space(2), alignItems: 'center' }}>
        <AppIcon name="harddisk" color={colors.quietText} />
        <View style={{ flex: 1, gap: space(1) }}>
          {reasons.map((reason) => (
            <AppText key={reason} color="quietText">
              {reason}
            </AppText>
          ))}
        </View>
      </View>
    </SectionCard>
  );
}
