import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Question } from '../../components/Question.tsx';
import { countsOf } from '../../components/photo-lists.ts';
import { TextAction } from '../../components/TextAction.tsx';
import type { SendAgain } from '../../controller/use-send-again.ts';
import { useSnapshot } from '../../controller/use-watched.ts';

/** Has everything that was deleted on the server sent again, after a question (D10). */
export function SendAllAgain({ onBegin }: { readonly onBegin: (what: SendAgain) => void }) {
  const { t } = useTranslation();
  const count = countsOf(useSnapshot()).deleted;
  const [isAsking, setAsking] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <TextAction
        label={t('photos.sendAll.action')}
        onPress={() => {
          setAsking(true);
        }}
      />
      {isAsking && (
        <Question
          title={t('photos.sendAll.title', { count })}
          text={t('photos.sendAll.text')}
          confirm={{
            label: t('photos.sendAgain', { count }),
            onPress: () => {
              setAsking(false);
              onBegin({ kind: 'upload-again', ids: 'all-deleted' });
            },
          }}
          onLeave={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
