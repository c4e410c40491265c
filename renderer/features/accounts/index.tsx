export { AccountPage } from './account-page.tsx';
export { BriefPage } from './brief-page.tsx';
export { QueuePage } from './queue-page.tsx';
