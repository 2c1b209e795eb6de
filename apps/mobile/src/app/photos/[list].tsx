import { PhotosScreen } from '../../screens/photos/PhotosScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../../components/CrashedScreen.tsx';

export default PhotosScreen;
