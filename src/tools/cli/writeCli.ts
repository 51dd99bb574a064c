import { writeFile } from 'node:fs/promises';
import { buildCli } from './buildCli.ts';

// npm run build:cli
await writeFile('cli/waterline.js', await buildCli(), { mode: 0o755 });
