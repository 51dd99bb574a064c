import { copyFile, writeFile } from 'node:fs/promises';
import { build, type Rolldown } from 'vite';

/** Older ones lack what the program calls, and would end with the status of a check that failed. */
const NODE_NEEDED = `const[major,minor]=process.versions.node.split('.').map(Number);if(major<22||major===22&&minor<19){console.error('waterline: Node 22.19 or newer is needed, and this is '+process.versions.node+'.');process.exit(2)}`;

/**
 * The program of the command line as one file of JavaScript that needs nothing but Node. Gives its text: a script without `import` and `require`, which Node runs in
 * any folder, whatever `type` the package.json there has (npm 11 writes "commonjs").
 */
export async function buildCli(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'src/cli/main.ts',
      write: false,
      target: 'node22',
      minify: true,
      copyPublicDir: false,
      rolldownOptions: {
        output: {
          format: 'iife',
          codeSplitting: false,
          entryFileNames: 'waterline.js',
          globals: (name) => `process.getBuiltinModule('${name}')`,
        },
      },
    },
    ssr: { noExternal: true, target: 'node' },
  });
  const { output } = built as Rolldown.RolldownOutput;
  const [chunk, ...others] = output;
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('The program is not one file.');
  return `#!/usr/bin/env node\n'use strict';\n{${NODE_NEEDED}}\n${chunk.code}`;
}

// npm run build:cli: what is published of the program, in a folder of its own.
await writeFile('cli/waterline.js', await buildCli(), { mode: 0o755 });
for (const file of ['LICENSE', 'NOTICE']) await copyFile(file, `cli/${file}`);
