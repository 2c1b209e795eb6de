import { useLocalSearchParams } from 'expo-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { LIST_LOOKS, listOf, nameOfList } from '../../components/photo-lists.ts';
import { PhotoRow } from '../../components/PhotoRow.tsx';
import { plainName } from '../../components/plain-name.ts';
import { RoomList } from '../../components/RoomList.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { Divider } from '../../components/SectionCard.tsx';
import { usePhotoSearch } from '../../controller/use-asset-list.ts';
import { useQuiet } from '../../controller/use-quiet.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { meaningsOf } from './word-meanings.ts';

/** So long after the last key it is searched. */
const QUIET_MS = 150;

/** What about that photo? Any photo by its name, folder or album, with what it is. */
export function SearchScreen() {
  const { t } = useTranslation();
  return (
    <OnceSignedIn title={t('search.title')} what="search">
      <Search />
    </OnceSignedIn>
  );
}

function Search() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const colors = useColors();
  const { text: linked = '' } = useLocalSearchParams<{ text?: string }>();
  const [text, setText] = useState(linked);
  const wanted = useQuiet(text.trim(), QUIET_MS);
  const found = usePhotoSearch(wanted, meaningsOf(wanted, i18n.language, t));
  const isAsked = text.trim() !== '';
  const records = isAsked ? (found.data ?? []) : [];
  return (
    <ScreenFrame title={t('search.title')} scrolls={false}>
      <View style={{ flex: 1, gap: space(1) }}>
        <SearchField label={t('search.field')} text={text} autoFocus={linked === ''} onChange={setText} />
        <RoomList
          data={records}
          keyExtractor={({ asset }) => asset.id}
          keyboardShouldPersistTaps="handled"
          keyboardDismissMode="on-drag"
          onEndReached={found.more}
          initialNumToRender={12}
          windowSize={9}
          contentContainerStyle={{ paddingBottom: space(4) }}
          ItemSeparatorComponent={Line}
          ListEmptyComponent={
            !isAsked ? (
              <EmptyState icon="magnify" title={t('search.begin')} detail={t('search.beginDetail')} />
            ) : found.error !== null && found.data === undefined ? (
              <EmptyState
                icon="alert-circle-outline"
                title={t('search.failed')}
                action={{ label: t('action.tryAgain'), onPress: () => void found.refetch() }}
              />
            ) : found.isAnswered && wanted === text.trim() ? (
              <EmptyState icon="magnify" title={t('search.none', { text: wanted })} />
            ) : null
          }
          renderItem={({ item }) => {
            const list = listOf(item);
            const { icon, color } = LIST_LOOKS[list];
            const state = nameOfList(list, t);
            const date = formats.date(item.asset.createdAtMs);
            return (
              <View style={{ marginHorizontal: -space(2) }}>
                <PhotoRow
                  asset={item.asset}
                  name={plainName(item.asset.original.fileName)}
                  detail={[date, ...item.albumNames.map(plainName)].join(' · ')}
                  label={`${state}. ${date}`}
                  end={
                    <View
                      aria-hidden
                      style={{ flexDirection: 'row', alignItems: 'center', gap: 6, maxWidth: '40%' }}
                    >
                      <AppIcon name={icon} color={colors[color]} size={20} />
                      <AppText size="small" color="quietText" style={{ flexShrink: 1 }}>
                        {state}
                      </AppText>
                    </View>
                  }
                />
              </View>
            );
          }}
        />
      </View>
    </ScreenFrame>
  );
}

function Line() {
  return <Divider inset={9} />;
}
