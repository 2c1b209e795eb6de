import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { ChosenFolders } from '../../components/ChosenFolders.tsx';
import { FolderPicker } from '../../components/FolderPicker.tsx';
import { OtherFolders } from '../../components/OtherFolders.tsx';
import { Question } from '../../components/Question.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { leftToRight } from '../../components/address.ts';
import { withFolder } from '../../components/covers.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useChooseFolders } from '../../controller/first-choice.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';

/** Which folders of the computer are backed up; a change is saved at once. */
export function FoldersCard() {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const access = useWatched(device.access);
  const save = useChooseFolders();
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<string>();
  const [isLast, setLast] = useState(false);
  const folders = access.kind === 'folders' ? access.folders : [];
  const paths = folders.map(({ path }) => path);
  return (
    <View style={{ gap: space(1) }}>
      <ChosenFolders
        title={t('folders.chosen')}
        folders={folders}
        onRemove={(path) => {
          setLast(paths.length === 1);
          if (paths.length > 1) setLeaving(path);
        }}
      />
      <OtherFolders />
      {isLast && paths.length === 1 && (
        <AppText size="small" color="quietText" role="status" style={{ paddingHorizontal: space(0.5) }}>
          {t('settings.folders.last')}
        </AppText>
      )}
      {save.error !== null && <Banner tone="needs-you" text={t('settings.notChanged')} />}
      {isAdding ? (
        <>
          <FolderPicker
            chosen={paths}
            onAdd={(path) => {
              save.run({ paths: withFolder(paths, path) }, () => {
                setAdding(false);
              });
            }}
          />
          <View style={{ alignItems: 'flex-start', paddingHorizontal: space(1) }}>
            <TextAction
              label={t('action.cancel')}
              onPress={() => {
                setAdding(false);
              }}
            />
          </View>
        </>
      ) : (
        <View style={{ alignItems: 'flex-start', paddingHorizontal: space(1) }}>
          <TextAction
            label={t('settings.folders.add')}
            onPress={() => {
              setAdding(true);
            }}
          />
        </View>
      )}
      {leaving !== undefined && (
        <Question
          title={t('settings.folders.leaveTitle')}
          text={t('settings.folders.leaveText', { path: leftToRight(leaving) })}
          confirm={{
            label: t('settings.folders.leave'),
            isBusy: save.isBusy,
            onPress: () => {
              save.run({ paths: paths.filter((path) => path !== leaving) }, () => undefined);
              setLeaving(undefined);
            },
          }}
          onLeave={() => {
            setLeaving(undefined);
          }}
        />
      )}
    </View>
  );
}
