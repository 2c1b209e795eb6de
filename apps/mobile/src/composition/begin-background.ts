import { AppRegistry } from 'react-native';
import { registerBackgroundRuns } from '../../modules/backup-native/src/index.ts';
import { nativeOfThisPhone, performOnThisPhone } from './phone/this-phone.ts';

// While the bundle is loaded: a run that starts the process finds it here, with no screen.
registerBackgroundRuns({
  native: nativeOfThisPhone(),
  registerHeadlessTask: (name, task) => {
    AppRegistry.registerHeadlessTask(name, task);
  },
  perform: performOnThisPhone,
});
