import { FreeSpaceScreen } from '../screens/free-space/FreeSpaceScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../components/CrashedScreen.tsx';

export default FreeSpaceScreen;
