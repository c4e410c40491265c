export { AccountPage } from './account-page.tsx';
export { QueuePage } from './queue-page.tsx';
