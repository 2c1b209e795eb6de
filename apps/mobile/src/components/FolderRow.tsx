import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppIcon } from '../icons/AppIcon.tsx';
import { TOUCH, space } from '../theme/layout.ts';
import { useColors } from '../theme/use-app-theme.ts';
import { AppText } from './AppText.tsx';
import { plainName } from './plain-name.ts';
import { RowWords } from './row.tsx';
import { TextAction } from './TextAction.tsx';
import { Touchable } from './Touchable.tsx';

/** A folder in a chooser: touched it opens, and the word at its end adds it. */
export function FolderRow({
  name,
  detail,
  isIncluded,
  onOpen,
  onAdd,
}: {
  readonly name: string;
  /** What lies in it; it has its room before it is known. */
  readonly detail: string;
  /** It is chosen, or in one that is. */
  readonly isIncluded: boolean;
  readonly onOpen: () => void;
  readonly onAdd: () => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', paddingEnd: space(2) }}>
      <Touchable
        role="button"
        aria-label={[plainName(name), detail].filter((words) => words.trim() !== '').join('. ')}
        onPress={onOpen}
        style={{
          flex: 1,
          flexDirection: 'row',
          alignItems: 'center',
          gap: space(2),
          minHeight: TOUCH + space(1.5),
          paddingStart: space(2),
          paddingEnd: space(1.5),
          paddingVertical: space(1),
        }}
      >
        <AppIcon name="folder-outline" color={isIncluded ? colors.safe : colors.quietText} />
        <RowWords title={plainName(name)} detail={detail} />
        <AppIcon name="chevron-right" color={colors.quietText} size={20} />
      </Touchable>
      {isIncluded ? (
        <View
          role="img"
          aria-label={t('folders.isIn')}
          style={{ minWidth: TOUCH, alignItems: 'center', justifyContent: 'center' }}
        >
          {/* As wide as the word that stands there in the other rows. */}
          <AppText isEmphasised aria-hidden style={{ opacity: 0 }}>
            {t('folders.add')}
          </AppText>
          <View style={{ position: 'absolute' }}>
            <AppIcon name="check" color={colors.safe} size={20} />
          </View>
        </View>
      ) : (
        <View style={{ minWidth: TOUCH, alignItems: 'center' }}>
          <TextAction
            label={t('folders.add')}
            spoken={t('folders.addNamed', { name: plainName(name) })}
            onPress={onAdd}
          />
        </View>
      )}
    </View>
  );
}
