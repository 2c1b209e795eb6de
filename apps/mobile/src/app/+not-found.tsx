import { NotFoundScreen } from '../screens/not-found/NotFoundScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../components/CrashedScreen.tsx';

export default NotFoundScreen;
