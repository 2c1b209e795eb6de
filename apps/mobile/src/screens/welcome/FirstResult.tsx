import type { AlbumChoice, AlbumId } from '@keepsake/engine';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppText } from '../../components/AppText.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { useChoicePreview, useChooseAlbums } from '../../controller/questions.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';

/** What the choice comes to, live, and what leads on: it saves the choice. */
export function FirstResult({
  choices,
  isNothing,
  onSaved,
  onFailed,
}: {
  readonly choices: ReadonlyMap<AlbumId, AlbumChoice>;
  /** No album is chosen. */
  readonly isNothing: boolean;
  readonly onSaved: () => void;
  readonly onFailed: (hasFailed: boolean) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useChoicePreview(choices);
  const choose = useChooseAlbums();
  const [isBusy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    choose(choices)
      .then(
        () => {
          onFailed(false);
          onSaved();
        },
        () => {
          onFailed(true);
        },
      )
      .finally(() => {
        setBusy(false);
      });
  };
  const count = data?.statistics.candidates.totalCount ?? 0;
  const others = (data?.statistics.libraryCount ?? 0) - count;
  const sentence =
    data === undefined
      ? t('frame.loading')
      : `${t('welcome.result.in', { count, size: formats.size(data.candidateBytes) })}${others > 0 ? ` ${t('welcome.result.out', { count: others })}` : ''}`;
  return (
    <>
      <AppText size="small" color="quietText" isCentered role="status">
        {isNothing ? t('welcome.albums.none') : sentence}
      </AppText>
      <PrimaryButton label={t('welcome.next')} isDisabled={isNothing} isBusy={isBusy} onPress={save} />
    </>
  );
}
