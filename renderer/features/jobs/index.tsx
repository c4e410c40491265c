export { JobsDrawer } from './jobs-drawer.tsx';
