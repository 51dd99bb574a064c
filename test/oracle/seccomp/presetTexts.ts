// Prints the text of every profile that the site offers, as one JSON object by id: what record_presets.py asks libseccomp about. Only texts: how they are
// read is what the recording is there to judge.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

// Vite's `?raw`, by which the site loads them.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith('?raw')) return next(url, context);
    const text = readFileSync(fileURLToPath(url.slice(0, -'?raw'.length)), 'utf8');
    return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(text)};` };
  },
});

const { PRESETS } = await import('../../../src/instrument/presets/presets.ts');
const texts = await Promise.all(PRESETS.map(async ({ id, load }) => [id, await load()]));
process.stdout.write(JSON.stringify(Object.fromEntries(texts)));
