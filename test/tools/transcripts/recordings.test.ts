import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Lab, Recording } from '../../../src/tools/transcripts/Lab.ts';
import { play } from '../../../src/tools/transcripts/play.ts';
import { readScenarios } from '../../../src/tools/transcripts/Scenario.ts';
import { testRows } from '../../testRows.ts';

const scenarios = readScenarios();
const DIRECTORY = join(import.meta.dirname, '../../../content/data/transcripts');
const recordings = readdirSync(DIRECTORY).map((file) => ({
  file,
  text: readFileSync(join(DIRECTORY, file), 'utf8'),
  recording: JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8')) as Recording,
}));

test('there is one recording for each scenario, under its name', () => {
  expect(recordings.map(({ file }) => file)).toEqual(scenarios.map(({ name }) => `${name}.json`).sort());
});

/** A lab where each line prints what it printed when it was recorded. */
function replay({ steps: recorded }: Recording) {
  const steps: Recording['steps'] = [];
  const type = async (id: string, typed: string, where: 'host' | 'container') => {
    steps.push({ ...recorded[steps.length], id, typed, where } as Recording['steps'][number]);
  };
  const quiet = async () => {};
  const open = async (id: string, typed: string, own: 'host' | 'container') => {
    await type(id, typed, 'host');
    return { type: (step: string, line: string, where = own) => type(step, line, where), leave: quiet };
  };
  const host = (id: string, typed: string) => type(id, typed, 'host');
  const others = {
    prepare: quiet,
    dockerd: quiet,
    untilDocker: quiet,
    stopDockerd: quiet,
    load: quiet,
    file: () => '',
  };
  return { steps, host, open, ...others } as unknown as Lab;
}

testRows(
  'each shows the lines of its scenario, in order',
  recordings,
  ({ file }) => file,
  async ({ file, recording }) => {
    const lab = replay(recording);
    await play(scenarios.find(({ name }) => `${name}.json` === file) ?? { steps: [] }, lab);
    expect(lab.steps).toEqual(recording.steps);
  },
);

const nameOf = ({ file }: (typeof recordings)[number]) => file;

testRows('each tells its name, title and notes as its scenario does', recordings, nameOf, ({ file, recording }) => {
  const scenario = scenarios.find(({ name }) => `${name}.json` === file);
  expect([`${recording.name}.json`, recording.title, recording.stamp.notes]).toEqual([
    file,
    scenario?.title,
    scenario?.notes,
  ]);
  expect(Object.keys(recording.stamp.images)).toEqual(scenario?.images);
});

testRows('each is stamped with a day, a machine and versions', recordings, nameOf, ({ recording }) => {
  const { recorded, machine, versions } = recording.stamp;
  expect(recorded).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(machine).toMatch(/^Debian \d+, Linux \d+\.\d+\.\d+$/);
  expect(Object.entries(versions).filter(([, version]) => !/\d/.test(version))).toEqual([]);
  expect(Object.keys(versions)).toEqual(expect.arrayContaining(['docker', 'containerd', 'runc', 'podman', 'kernel']));
});

testRows('each has steps of the documented shape, each under an id of its own', recordings, nameOf, ({ recording }) => {
  const shapes = recording.steps.map(({ id, where, prompt, typed, printed, exit }) => ({
    id: /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id),
    where: where === 'host' || where === 'container',
    prompt: /^\S(.*\S)?[#$]$/.test(prompt),
    typed: typed !== '' && typed === typed.trim(),
    printed: !printed.includes('\r') && !printed.includes('\u001b'),
    exit: Number.isInteger(exit) && exit >= 0 && exit <= 255,
  }));
  const wrong = shapes.flatMap((shape, at) =>
    Object.values(shape).every(Boolean) ? [] : [[recording.steps[at]?.id, shape]],
  );
  expect(wrong).toEqual([]);
  expect(new Set(recording.steps.map(({ id }) => id)).size).toBe(recording.steps.length);
});

testRows('none shows anything of the stage that it was played on', recordings, nameOf, ({ text }) => {
  expect(text).not.toMatch(/\/tmp\/(stage|image)-|nsenter -t|\/upper\b/);
});
