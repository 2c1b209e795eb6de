import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { View } from 'react-native';
import { useFolder, useFolderCounts } from '../controller/first-choice.ts';
import { useFormats } from '../i18n/LanguageProvider.tsx';
import { AppIcon } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Banner } from './Banner.tsx';
import { FolderRow } from './FolderRow.tsx';
import { PrimaryButton } from './PrimaryButton.tsx';
import { Divider, SectionCard } from './SectionCard.tsx';
import { Skeleton } from './Skeleton.tsx';
import { TextAction } from './TextAction.tsx';
import { Touchable } from './Touchable.tsx';
import { leftToRight } from './address.ts';
import { covers } from './covers.ts';
import { holdsWordsOf } from './folder-words.ts';

/** So many folders are shown until more are asked for. */
const PAGE = 60;

/** Looks through the folders of a computer, and adds one of them, or the one that is open. */
export function FolderPicker({
  title,
  chosen,
  onAdd,
}: {
  readonly title?: string | undefined;
  readonly chosen: readonly string[];
  readonly onAdd: (path: string) => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const formats = useFormats();
  const [path, setPath] = useState<string>();
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch } = useFolder(path);
  const open = (next: string | undefined): void => {
    setPath(next);
    setLimit(PAGE);
  };
  const shown = data?.folders.slice(0, limit) ?? [];
  const isAtTop = path === undefined;
  const counts = useFolderCounts([
    ...(data === undefined || isAtTop ? [] : [data.path]),
    ...shown.map((folder) => folder.path),
  ]);
  if (error !== null && data === undefined) {
    const again = { label: t('action.tryAgain'), onPress: () => void refetch() };
    return (
      <View style={{ gap: space(1) }}>
        <Banner tone="needs-you" text={t('folders.notOpened')} action={again} />
        {path !== undefined && <TextAction label={t('folders.top')} onPress={() => open(undefined)} />}
      </View>
    );
  }
  if (data === undefined) return <Skeleton height={320} radius={16} />;
  const by = chosen.find((each) => covers(each, data.path));
  return (
    <SectionCard title={title}>
      {!isAtTop && (
        <>
          <View style={{ flexDirection: 'row', alignItems: 'center', paddingEnd: space(2) }}>
            <Touchable
              role="button"
              aria-label={t('folders.up')}
              onPress={() => open(data.parentPath)}
              style={{
                width: TOUCH + space(1),
                height: TOUCH + space(1),
                alignItems: 'center',
                justifyContent: 'center',
              }}
            >
              <AppIcon name="arrow-left" color={colors.text} />
            </Touchable>
            <View style={{ flex: 1, paddingVertical: space(1) }}>
              <AppText isEmphasised>{leftToRight(data.path)}</AppText>
              <AppText size="small" color="quietText">
                {by !== undefined ? t('folders.isIn') : holdsWordsOf(counts.get(data.path), t, formats)}
              </AppText>
            </View>
            {by === undefined && (
              <PrimaryButton isQuiet label={t('folders.add')} onPress={() => onAdd(data.path)} />
            )}
          </View>
          <Divider inset={0} />
        </>
      )}
      {data.folders.length === 0 && (
        <AppText color="quietText" style={{ padding: space(2) }}>
          {t('folders.none')}
        </AppText>
      )}
      {shown.map((folder, index) => (
        <View key={folder.path}>
          {index > 0 && <Divider inset={7} />}
          <FolderRow
            name={folder.name}
            detail={holdsWordsOf(counts.get(folder.path), t, formats)}
            isIncluded={chosen.some((each) => covers(each, folder.path))}
            onOpen={() => open(folder.path)}
            onAdd={() => onAdd(folder.path)}
          />
        </View>
      ))}
      {data.folders.length > limit && (
        <View style={{ alignItems: 'center' }}>
          <TextAction
            label={t('folders.more', { count: data.folders.length - limit })}
            onPress={() => setLimit(limit + PAGE)}
          />
        </View>
      )}
    </SectionCard>
  );
}
