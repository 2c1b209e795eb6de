import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { linkToList } from '../../components/links.ts';
import { plainName } from '../../components/plain-name.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { TouchableLink } from '../../components/Touchable.tsx';
import type { AlbumUse } from '../../controller/backup-history.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';

const FIRST = 6;
const MORE = 50;

/** How much of each album is safe, the largest first; each leads to its photos. */
export function AlbumUseCard({ albums }: { readonly albums: readonly AlbumUse[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [limit, setLimit] = useState(FIRST);
  const restCount = albums.length - limit;
  return (
    <SectionCard title={t('activity.albums')}>
      {albums.length === 0 && (
        <AppText color="quietText" style={{ padding: space(2) }}>
          {t('activity.noAlbums')}
        </AppText>
      )}
      {albums
        .slice(0, limit)
        .map(({ albumId, name: written, candidateCount, backedUpCount, backedUpBytes }, index) => {
          const name = plainName(written);
          const words = t('backup.count', { done: backedUpCount, total: candidateCount });
          const size = formats.size(backedUpBytes);
          return (
            <View key={albumId}>
              {index > 0 && <Divider />}
              <TouchableLink
                href={linkToList('to-keep', albumId)}
                label={`${name} ${size} ${words}`}
                style={{ padding: space(2), gap: space(1) }}
              >
                <View
                  style={{
                    flexDirection: 'row',
                    flexWrap: 'wrap',
                    justifyContent: 'space-between',
                    columnGap: space(2),
                  }}
                >
                  <AppText isFollowed numberOfLines={1} style={{ flexGrow: 1, flexShrink: 1 }}>
                    {name}
                  </AppText>
                  <AppText isFollowed size="small" color="quietText">
                    {size}
                  </AppText>
                </View>
                <ProgressBar
                  share={candidateCount === 0 ? 1 : backedUpCount / candidateCount}
                  label={`${name}: ${words}`}
                />
                <AppText size="small" color="quietText">
                  {words}
                </AppText>
              </TouchableLink>
            </View>
          );
        })}
      {restCount > 0 && (
        <View style={{ alignItems: 'center' }}>
          <TextAction
            label={t('folders.more', { count: Math.min(MORE, restCount) })}
            onPress={() => {
              setLimit(limit + MORE);
            }}
          />
        </View>
      )}
    </SectionCard>
  );
}
