import { messageNames } from '../../engine/diagnose/index.ts';
import { readMessages } from './readMessages.ts';

/** The table as it should stand in content/data/messages.json. */
export const messageTable = (): string =>
  `${JSON.stringify(readMessages('content/messages', messageNames()), null, 1)}\n`;
