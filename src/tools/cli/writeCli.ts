import { copyFile, writeFile } from 'node:fs/promises';
import { buildCli } from './buildCli.ts';

// npm run build:cli: what is published of the program, in a folder of its own.
await writeFile('cli/waterline.js', await buildCli(), { mode: 0o755 });
for (const file of ['LICENSE', 'NOTICE']) await copyFile(file, `cli/${file}`);
