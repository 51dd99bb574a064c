/**
 * Plays the scenarios with the real dockerd, runc, podman and kernel, and writes what they printed into content/data/transcripts/.
 *   node src/tools/transcripts/record.ts            every scenario
 *   node src/tools/transcripts/record.ts seccomp    that one
 * Needs root on Debian 13; installs the Debian packages that it runs. Everything happens in namespaces of its own (stage.sh) and is gone afterwards.
 * A new recording has new process ids, container ids and times, and where two programs race, other words: read the chapters that quote it again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildImages } from './images.ts';
import { Lab } from './Lab.ts';
import { makeStamp } from './makeStamp.ts';
import { openStage } from './openStage.ts';
import { ensurePackages } from './packages.ts';
import type { Recording } from './Recording.ts';
import type { Scenario } from './Scenario.ts';
import { scenarios } from './scenarios/index.ts';

const DIRECTORY = join(import.meta.dirname, '../../../content/data/transcripts');

async function record(scenario: Scenario): Promise<Recording> {
  const stage = await openStage(scenario.cgroups ?? 'v2');
  const lab = new Lab(stage);
  try {
    buildImages(stage.home);
    await scenario.play(lab);
  } finally {
    lab.close();
    await stage.close();
  }
  return { name: scenario.name, title: scenario.title, stamp: makeStamp(scenario), steps: lab.steps };
}

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
ensurePackages();
mkdirSync(DIRECTORY, { recursive: true });
for (const scenario of scenarios) {
  if (wanted.length > 0 && !wanted.includes(scenario.name)) continue;
  const recording = await record(scenario);
  writeFileSync(join(DIRECTORY, `${scenario.name}.json`), `${JSON.stringify(recording, null, 2)}\n`);
  console.log(`${scenario.name}: ${recording.steps.map(({ id }) => id).join(' ')}`);
}
