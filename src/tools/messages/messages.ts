// Writes content/data/messages.json, which the engines read, from the files of content/messages/.
//   npm run messages
import { writeFileSync } from 'node:fs';
import { messageTable } from './messageTable.ts';

writeFileSync('content/data/messages.json', messageTable());
