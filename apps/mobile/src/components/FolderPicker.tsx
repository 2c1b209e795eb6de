import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { View } from 'react-native';
import { useFolder } from '../controller/first-choice.ts';
import { AppIcon } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { Banner } from './Banner.tsx';
import { plainName } from './plain-name.ts';
import { Divider, SectionCard } from './SectionCard.tsx';
import { Skeleton } from './Skeleton.tsx';
import { TextAction } from './TextAction.tsx';
import { Touchable } from './Touchable.tsx';
import { leftToRight } from './address.ts';
import { covers } from './covers.ts';

/** So many folders are shown until more are asked for. */
const PAGE = 60;

/** Looks through the folders of a computer, and adds the one that is open. */
export function FolderPicker({
  chosen,
  onAdd,
}: {
  readonly chosen: readonly string[];
  readonly onAdd: (path: string) => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const [path, setPath] = useState<string>();
  const [limit, setLimit] = useState(PAGE);
  const { data, error, refetch } = useFolder(path);
  const open = (next: string | undefined): void => {
    setPath(next);
    setLimit(PAGE);
  };
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
  const isAtTop = path === undefined;
  const by = chosen.find((each) => covers(each, data.path));
  return (
    <SectionCard>
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
                {by !== undefined ? t('folders.isIn') : t('folders.here', { count: data.photoCount })}
              </AppText>
            </View>
            {by === undefined && <TextAction label={t('folders.add')} onPress={() => onAdd(data.path)} />}
          </View>
          <Divider inset={0} />
        </>
      )}
      {data.folders.length === 0 && (
        <AppText color="quietText" style={{ padding: space(2) }}>
          {t('folders.none')}
        </AppText>
      )}
      {data.folders.slice(0, limit).map((folder, index) => (
        <View key={folder.path}>
          {index > 0 && <Divider inset={7} />}
          <Touchable
            role="button"
            aria-label={t('folders.open', { name: plainName(folder.name) })}
            onPress={() => open(folder.path)}
            style={{
              flexDirection: 'row',
              alignItems: 'center',
              gap: space(2),
              minHeight: TOUCH + space(0.5),
              paddingHorizontal: space(2),
            }}
          >
            <AppIcon name="folder-outline" color={colors.quietText} />
            <AppText style={{ flex: 1 }}>{plainName(folder.name)}</AppText>
            {chosen.some((each) => covers(each, folder.path)) && (
              <AppIcon name="check" color={colors.safe} size={20} />
            )}
            <AppIcon name="chevron-right" color={colors.quietText} size={20} />
          </Touchable>
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
