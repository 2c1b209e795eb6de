import type { AlbumRecord, AssetRecord } from '@keepsake/engine';
import type { Href } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { space } from '../../theme/layout.ts';

/** Why it is, or is not, among what is backed up; and the way to where that is changed. */
export function RuleCard({
  record: { standing, albumIds },
  albums,
}: {
  readonly record: AssetRecord;
  readonly albums: readonly AlbumRecord[];
}) {
  const { t } = useTranslation();
  const nameOf = (id: string): string | undefined => albums.find((album) => album.id === id)?.name;
  const selected = albums
    .filter(({ id, choice }) => choice === 'selected' && albumIds.includes(id))
    .map(({ name }) => name);
  const toAlbums = { label: t('photos.action.albums'), href: '/albums' } as const;
  const toSettings = { label: t('photos.action.settings'), href: '/settings' } as const;
  const rule = ((): { readonly text: string; readonly change?: { label: string; href: Href } } => {
    switch (standing.kind) {
      case 'candidate':
        return {
          text: t('why.because.candidate', {
            albums: selected.length === 0 ? t('why.anAlbum') : selected.join(t('why.comma')),
          }),
          change: toAlbums,
        };
      case 'excluded':
        return {
          text: t('why.because.excluded', { album: nameOf(standing.byAlbum) ?? t('why.anAlbum') }),
          change: { ...toAlbums, href: { pathname: '/albums', params: { show: 'excluded' } } },
        };
      case 'not-selected':
        return { text: t('why.because.not-selected'), change: toAlbums };
      case 'ignored': {
        const text = t(`why.because.${standing.reason}`);
        return standing.reason === 'unsupported-type' ? { text } : { text, change: toSettings };
      }
    }
  })();
  return (
    <SectionCard title={t('why.rule')} style={{ paddingHorizontal: space(2), paddingTop: space(2) }}>
      <AppText>{rule.text}</AppText>
      <View style={{ minHeight: space(2), alignItems: 'flex-start' }}>
        {rule.change !== undefined && <TextAction {...rule.change} />}
      </View>
    </SectionCard>
  );
}
