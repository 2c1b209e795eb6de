import { useRouter } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { ChoiceRow } from '../../components/ChoiceRow.tsx';
import { ChosenFolders } from '../../components/ChosenFolders.tsx';
import { FolderPicker } from '../../components/FolderPicker.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { withFolder } from '../../components/covers.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useChooseFolders, useFolder, useFolderCounts } from '../../controller/first-choice.ts';
import { useKept } from '../../controller/use-kept.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { sumOf, type FoldersSum } from './first-folders.ts';
import { InView } from './InView.tsx';
import { useFoldersResult } from './use-folders-result.ts';
import { WelcomeFrame } from './WelcomeFrame.tsx';

const NONE: readonly string[] = [];

/** The third step on a computer: which folders? Where the system has one for pictures, and there are some in it, that one. */
export function FirstFolders() {
  const { t } = useTranslation();
  const router = useRouter();
  const { device } = useAppPorts();
  const access = useWatched(device.access);
  const present = access.kind === 'folders' ? access.folders : [];
  const suggestion = useSuggestion(present.length === 0);
  const [chosen, setChosen] = useKept<readonly string[]>(
    'folders',
    present.length > 0 ? present.map(({ path }) => path) : suggestion.paths,
  );
  const [leftOut, setLeftOut] = useKept<readonly string[]>('foldersLeftOut', NONE);
  const sum = sumOf(chosen, useFolderCounts(chosen), leftOut);
  const result = useFoldersResult(chosen, sum, suggestion.isKnown);
  const save = useChooseFolders();
  const choice = {
    paths: chosen,
    // What was left out before stays so, though it may not be counted again yet.
    areLeftOut: new Map(
      [...sum.screenshots.keys(), ...leftOut].map((name) => [name, leftOut.includes(name)]),
    ),
  };
  return (
    <WelcomeFrame
      step={3}
      title={t('title.firstAlbums')}
      lead={t('welcome.folders.lead')}
      back="/welcome/sign-in"
      footer={
        <>
          <AppText size="small" color="quietText" isCentered role="status">
            {result}
          </AppText>
          <PrimaryButton
            label={t('welcome.next')}
            isDisabled={chosen.length === 0}
            isBusy={save.isBusy}
            onPress={() => {
              save.run(choice, () => {
                router.push('/welcome/begin');
              });
            }}
          />
        </>
      }
    >
      {save.error !== null && (
        <InView words={t('folders.notSaved')}>
          <Banner tone="needs-you" text={t('folders.notSaved')} />
        </InView>
      )}
      {chosen.length > 0 && (
        <ChosenFolders
          title={t('welcome.folders.chosen')}
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
        title={chosen.length > 0 ? t('welcome.folders.more') : undefined}
        chosen={chosen}
        onAdd={(path) => {
          setChosen(withFolder(chosen, path));
        }}
      />
      {/* Last: it comes when all is counted, and moves nothing that one may be about to touch. */}
      <LeavingOut sum={sum} leftOut={leftOut} onChange={setLeftOut} />
    </WelcomeFrame>
  );
}

/** The system's folder for pictures, unless it is known that there are none in it: nobody waits until they are counted. */
function useSuggestion(isWanted: boolean): { readonly paths: readonly string[]; readonly isKnown: boolean } {
  const { data, error } = useFolder(undefined);
  const paths = isWanted && data?.picturesPath !== undefined ? [data.picturesPath] : NONE;
  const counts = useFolderCounts(paths);
  return {
    paths: paths.filter((path) => {
      const count = counts.get(path);
      return count === 'counting' || (count !== undefined && count.photoCount > 0);
    }),
    isKnown: !isWanted || data !== undefined || error !== null,
  };
}

/** Folders within the chosen ones that few want to keep. */
function LeavingOut({
  sum: { screenshots },
  leftOut,
  onChange,
}: {
  readonly sum: FoldersSum;
  readonly leftOut: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  if (screenshots.size === 0) return null;
  return (
    <SectionCard title={t('welcome.albums.everything.list')}>
      {[...screenshots].map(([name, count]) => (
        <ChoiceRow
          key={name}
          role="checkbox"
          label={name}
          detail={t('welcome.albums.photos', { count })}
          isChosen={leftOut.includes(name)}
          onPress={() => {
            onChange(leftOut.includes(name) ? leftOut.filter((each) => each !== name) : [...leftOut, name]);
          }}
        />
      ))}
    </SectionCard>
  );
}
