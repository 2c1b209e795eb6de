import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppIcon } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { leftToRight } from './address.ts';
import { Divider, SectionCard } from './SectionCard.tsx';
import { Touchable } from './Touchable.tsx';

/** The folders that are backed up, each with a way to leave it out. */
export function ChosenFolders({
  title,
  folders,
  onRemove,
}: {
  readonly title: string;
  readonly folders: readonly { readonly path: string; readonly isThere: boolean }[];
  readonly onRemove: (path: string) => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  return (
    <SectionCard title={title}>
      {folders.map(({ path, isThere }, index) => (
        <View key={path}>
          {index > 0 && <Divider inset={7} />}
          <View
            style={{
              flexDirection: 'row',
              alignItems: 'center',
              gap: space(2),
              paddingStart: space(2),
              minHeight: TOUCH + space(1),
            }}
          >
            <AppIcon
              name={isThere ? 'folder-outline' : 'harddisk'}
              color={isThere ? colors.safe : colors.waiting}
            />
            <View style={{ flex: 1, paddingVertical: space(1) }}>
              <AppText>{leftToRight(path)}</AppText>
              {!isThere && (
                <AppText size="small" color="quietText">
                  {t('folders.away')}
                </AppText>
              )}
            </View>
            <Touchable
              role="button"
              aria-label={t('folders.remove', { path })}
              onPress={() => {
                onRemove(path);
              }}
              style={{
                width: TOUCH + space(1),
                height: TOUCH,
                alignItems: 'center',
                justifyContent: 'center',
              }}
            >
              <AppIcon name="close" color={colors.quietText} size={20} />
            </Touchable>
          </View>
        </View>
      ))}
    </SectionCard>
  );
}
