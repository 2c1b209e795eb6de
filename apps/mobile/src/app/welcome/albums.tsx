import { FirstAlbumsScreen } from '../../screens/welcome/FirstAlbumsScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default FirstAlbumsScreen;
