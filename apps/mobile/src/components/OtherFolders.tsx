import { useTranslation } from 'react-i18next';
import { useAppPorts } from '../controller/AppPortsContext.tsx';
import { useChooseFolders } from '../controller/first-choice.ts';
import { useWatched } from '../controller/use-watched.ts';
import { leftToRight } from './address.ts';
import { Banner } from './Banner.tsx';
import { withFolder } from './covers.ts';

/** Names the folders that were backed up from here before and are not looked at now, with the way to have them looked at. */
export function OtherFolders() {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const access = useWatched(device.access);
  const save = useChooseFolders();
  if (access.kind !== 'folders') return null;
  const { folders, others = [] } = access;
  if (others.length === 0) return null;
  const paths = others.reduce<readonly string[]>(
    withFolder,
    folders.map(({ path }) => path),
  );
  return (
    <>
      <Banner
        tone="waiting"
        icon="folder-outline"
        text={t('folders.others', { paths: others.map(leftToRight).join(', ') })}
        action={{
          label: t('folders.addOthers'),
          onPress: () => {
            if (!save.isBusy) save.run({ paths }, () => undefined);
          },
        }}
      />
      {save.error !== null && <Banner tone="needs-you" text={t('folders.othersAway')} />}
    </>
  );
}
