import { AlbumsScreen } from '../../screens/albums/AlbumsScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default AlbumsScreen;
