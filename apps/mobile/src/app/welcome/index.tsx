import { ServerScreen } from '../../screens/welcome/ServerScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default ServerScreen;
