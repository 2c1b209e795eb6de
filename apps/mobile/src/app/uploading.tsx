import { UploadingScreen } from '../screens/uploading/UploadingScreen.tsx';

export { CrashedScreen as ErrorBoundary } from '../components/CrashedScreen.tsx';

export default UploadingScreen;
