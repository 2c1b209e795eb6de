import { BeginScreen } from '../../screens/welcome/BeginScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default BeginScreen;
