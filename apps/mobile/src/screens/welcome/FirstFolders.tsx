import { useRouter } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { ChosenFolders } from '../../components/ChosenFolders.tsx';
import { FolderPicker } from '../../components/FolderPicker.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { withFolder } from '../../components/covers.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useChooseFolders } from '../../controller/first-choice.ts';
import { useKept } from '../../controller/use-kept.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { WelcomeFrame } from './WelcomeFrame.tsx';

/** The third step on a computer: which folders? */
export function FirstFolders() {
  const { t } = useTranslation();
  const router = useRouter();
  const { device } = useAppPorts();
  const access = useWatched(device.access);
  const present = access.kind === 'folders' ? access.folders : [];
  const [chosen, setChosen] = useKept<readonly string[]>(
    'folders',
    present.map(({ path }) => path),
  );
  const save = useChooseFolders();
  return (
    <WelcomeFrame
      step={3}
      title={t('title.firstAlbums')}
      lead={t('welcome.folders.lead')}
      back="/welcome/sign-in"
      footer={
        <>
          <AppText size="small" color="quietText" isCentered role="status">
            {chosen.length === 0
              ? t('welcome.folders.none')
              : t('welcome.folders.count', { count: chosen.length })}
          </AppText>
          <PrimaryButton
            label={t('welcome.next')}
            isDisabled={chosen.length === 0}
            isBusy={save.isBusy}
            onPress={() => {
              save.run(chosen, () => {
                router.push('/welcome/begin');
              });
            }}
          />
        </>
      }
    >
      {save.error !== null && <Banner tone="needs-you" text={t('folders.notSaved')} />}
      {chosen.length > 0 && (
        <ChosenFolders
          folders={chosen.map((path) => ({
            path,
            isThere: present.find((folder) => folder.path === path)?.isThere ?? true,
          }))}
          onRemove={(path) => {
            setChosen(chosen.filter((each) => each !== path));
          }}
        />
      )}
      <FolderPicker
        chosen={chosen}
        onAdd={(path) => {
          setChosen(withFolder(chosen, path));
        }}
      />
    </WelcomeFrame>
  );
}
