import './src/composition/begin-background';
import 'expo-router/entry';
