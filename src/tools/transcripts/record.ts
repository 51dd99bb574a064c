/**
 * Plays the scenarios of content/scenarios/ with the real dockerd, runc, podman and kernel, and writes what they printed into content/data/transcripts/.
 *   node src/tools/transcripts/record.ts            every scenario
 *   node src/tools/transcripts/record.ts seccomp    that one
 * Needs root on Debian 13; installs the Debian packages that it runs. Everything happens in namespaces of its own (stage.sh) or in a guest that QEMU
 * boots (openGuest.ts), and is gone afterwards.
 * A new recording has new process ids, container ids and times, and where two programs race, other words: read the chapters that quote it again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from '../packages/ensurePackages.ts';
import { buildImages } from './images.ts';
import { Lab } from './Lab.ts';
import { makeStamp } from './makeStamp.ts';
import { openGuest } from './openGuest.ts';
import { openStage } from './openStage.ts';
import { IMAGE_PACKAGES, STAGE_PACKAGES } from './packages.ts';
import { play } from './play.ts';
import type { Recording } from './Recording.ts';
import { readScenarios, type Scenario } from './Scenario.ts';

const DIRECTORY = join(import.meta.dirname, '../../../content/data/transcripts');

async function record(scenario: Scenario): Promise<Recording> {
  const stage = await (scenario.machine === 'guest' ? openGuest() : openStage());
  const lab = new Lab(stage);
  try {
    buildImages(stage.home);
    const stamp = await makeStamp(scenario, lab);
    await play(scenario, lab);
    return { name: scenario.name, title: scenario.title, stamp, steps: lab.steps };
  } finally {
    lab.close();
    await stage.close();
  }
}

const scenarios = readScenarios();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !scenarios.some((scenario) => scenario.name === name));
if (unknown.length > 0) {
  console.error(`No scenario ${unknown.join(', ')}. There are: ${scenarios.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
if (process.getuid?.() !== 0) {
  console.error('Recording needs root: it starts dockerd in namespaces of its own.');
  process.exit(2);
}
const played = scenarios.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
ensurePackages(IMAGE_PACKAGES);
if (played.some(({ machine }) => machine !== 'guest')) ensurePackages(STAGE_PACKAGES);
mkdirSync(DIRECTORY, { recursive: true });
for (const scenario of played) {
  const recording = await record(scenario);
  writeFileSync(join(DIRECTORY, `${scenario.name}.json`), `${JSON.stringify(recording, null, 2)}\n`);
  console.log(`${scenario.name}: ${recording.steps.map(({ id }) => id).join(' ')}`);
}
