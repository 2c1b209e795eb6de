import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FlatList, useWindowDimensions } from 'react-native';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { Question } from '../../components/Question.tsx';
import { useAlbums } from '../../controller/questions.ts';
import { space } from '../../theme/layout.ts';

/** Which albums stay on the device. */
export function KeepAlbumsQuestion({
  kept,
  onAnswer,
}: {
  readonly kept: readonly string[];
  /** Undefined: it was left. */
  readonly onAnswer: (kept: readonly string[] | undefined) => void;
}) {
  const { t } = useTranslation();
  const { height } = useWindowDimensions();
  const { data = [] } = useAlbums();
  const [ids, setIds] = useState(kept);
  return (
    <Question
      title={t('verify.keep.albums.label')}
      text={t('verify.keep.albums.text')}
      scrolls={false}
      confirm={{
        label: t('settings.save'),
        onPress: () => {
          onAnswer(ids);
        },
      }}
      onLeave={() => {
        onAnswer(undefined);
      }}
    >
      <FlatList
        data={data.filter(({ kind }) => kind === 'ordinary')}
        keyExtractor={({ id }) => id}
        style={{ maxHeight: height * 0.5, marginVertical: space(1) }}
        renderItem={({ item: { id, name, assetCount } }) => (
          <ChoiceRow
            role="checkbox"
            label={name}
            detail={t('welcome.albums.photos', { count: assetCount })}
            isChosen={ids.includes(id)}
            onPress={() => {
              setIds(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
            }}
          />
        )}
      />
    </Question>
  );
}
