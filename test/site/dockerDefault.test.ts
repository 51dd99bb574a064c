import { describe, expect, it } from 'vitest';
import { decide, parseCall, parseProfile, readerOf } from '../../src/engine/seccomp/index.ts';
import { stackOf } from '../../src/engine/stack/index.ts';
import { presetOf } from '../../src/instrument/presets/presets.ts';
import { filterOn } from '../../src/instrument/stacks/filterOn.ts';
import { targetOfPreset } from '../../src/instrument/stacks/targetOfStack.ts';
import {
  callClasses,
  changesBetween,
  defaultCounts,
  instructionCounts,
  refusedRows,
  releaseNames,
  staleCopy,
} from '../../src/site/dockerDefault/staleCopy.ts';
import { releaseHistory } from '../../src/site/dockerDefault/tenYears.ts';

const CHAPTERS = import.meta.glob<string>('/content/learn/*.mdx', { query: '?raw', import: 'default', eager: true });

// What the chapter on Docker's default counts, against what moby's own commits and release notes say.

describe('a call under one default', () => {
  it.each([
    ['29.9.0', 'read', 'allowed', undefined],
    ['29.9.0', 'socket', 'some', undefined],
    ['29.9.0', 'unshare', 'gated', 1],
    ['29.9.0', 'clone3', 'gated', 38],
    ['29.9.0', 'keyctl', 'refused', 1],
    ['29.9.0', 'io_uring_setup', 'refused', 1],
    ['20.10.0', 'clone3', 'refused', 1],
    ['20.10.0', 'io_uring_setup', 'allowed', undefined],
    ['1.11.0', 'unshare', 'refused', 1],
    ['29.4.2', 'socketcall', 'refused', 38],
    ['29.4.3', 'socketcall', 'allowed', undefined],
  ])('%s: %s is %s', async (release, name, wanted, errno) => {
    const call = (await callClasses(`docker-${release}`)).get(name);
    expect([call?.class, call?.errno]).toEqual([wanted, errno]);
  });
});

describe('what a release changed', () => {
  // Each by moby's pull request: 24510, 29076, 33108, 39415 among others, 42681, 44562, 46762, 50077 and 50097, 52501, 52537.
  const none = { added: [], gated: [], taken: [], closed: [], changed: [] };
  it.each([
    ['17.03.0', '1.13.1', { ...none, changed: ['socket', 'socketcall'] }],
    ['17.06.0', '17.05.0', { ...none, changed: ['personality', 'socket', 'socketcall'] }],
    ['18.09.0', '18.04.0', { ...none, gated: ['get_mempolicy', 'mbind', 'set_mempolicy'], taken: ['syslog'] }],
    ['20.10.10', '20.10.4', { ...none, gated: ['clone3'] }],
    ['20.10.22', '20.10.18', { ...none, changed: ['socket'] }],
    ['25.0.0', '24.0.3', { ...none, taken: ['io_uring_enter', 'io_uring_register', 'io_uring_setup'] }],
    ['29.4.2', '28.2.0', { ...none, taken: ['socketcall'], changed: ['socket'] }],
    ['29.4.3', '29.4.2', { ...none, added: ['socketcall'] }],
    ['29.9.0', '29.4.3', { ...none, changed: ['socket'] }],
  ])('%s against %s', async (release, since, changes) => {
    const step = (await releaseHistory()).find((each) => each.release === release);
    expect(step).toMatchObject({ ...changes, since, isMain: true });
  });

  it('a default has no changes against itself', async () => {
    const calls = await callClasses('docker-29.9.0');
    expect(changesBetween(calls, calls)).toEqual(none);
  });
});

describe('the history', () => {
  it('begins with 1.11.0, ends with the newest, and is in the order of the days', async () => {
    const history = await releaseHistory();
    const days = history.map(({ date }) => date);
    expect([history.at(0)?.release, history.at(-1)?.release]).toEqual(['1.11.0', '29.9.0']);
    expect(days).toEqual([...days].sort());
  });
  it('has the ends of older lines beside the line of the newest', async () =>
    expect((await releaseHistory()).filter(({ isMain }) => !isMain).map(({ release }) => release)).toEqual([
      '17.03.2',
      '20.10.26',
      '23.0.10',
    ]));
  it('puts every call into one class', async () => {
    const totals = (await releaseHistory()).map(({ counts }) => Object.values(counts).reduce((sum, n) => sum + n, 0));
    expect(new Set(totals).size).toBe(1);
  });
});

describe('the counts in the text', () => {
  it.each([
    ['29.9.0', { total: 379, allowed: 306, some: 3, gated: 42, refused: 28, closed: 70 }],
    ['1.11.0', { total: 379, allowed: 271, some: 2, gated: 0, refused: 106, closed: 106 }],
  ])('%s', async (release, counts) => expect(defaultCounts(await callClasses(`docker-${release}`))).toEqual(counts));
  // What `waterline compile docker-29.9` says.
  it('the program’s instructions', async () =>
    expect(await instructionCounts()).toEqual({ libseccomp: 1299, waterline: 178 }));
  it('every call that no capability opens has its reason', async () =>
    expect(refusedRows(await callClasses('docker-29.9.0'))).toHaveLength(8));
  it('another list of refused calls is not told with these reasons', async () => {
    const calls = await callClasses('docker-20.10.0');
    expect(() => refusedRows(calls)).toThrow(RangeError);
  });
});

describe('the releases that have a default, as a search names them', () => {
  it.each([
    ['docker-29.4', 'Docker 29.4, Docker 29.4.3, Docker 29.5, Docker 29.6, Docker 29.7, Docker 29.8'],
    ['docker-29.7', 'Docker 29.4, Docker 29.4.3, Docker 29.5, Docker 29.6, Docker 29.7, Docker 29.8'],
    ['docker-29.4.2', 'Docker 29.4.2'],
    ['podman-6.1', undefined],
    ['docker-1.0', undefined],
  ])('%s: %s', (profile, names) => expect(releaseNames(profile)).toBe(names));
});

it('a copy of 20.10.0 misses what was taken away, and refuses what came', async () => {
  const { stillOpen, otherArguments, refused, notOpened, otherError } = await staleCopy('20.10.0');
  expect({ stillOpen, otherArguments }).toEqual({
    stillOpen: ['io_uring_enter', 'io_uring_register', 'io_uring_setup'],
    otherArguments: ['socket'],
  });
  expect(refused.map(({ errno, names }) => [errno, names.length])).toEqual([
    ['ENOSYS', 20],
    ['EPERM', 8],
  ]);
  expect(notOpened).toContain('clone3');
  expect(otherError).toContain('clone3');
});

// containerd's release notes: 13406 (1.7.32), 13407 (2.0.9), 13408 (2.2.4), 13409 (2.3.1), and none for 2.1; moby 52501 (29.4.2), while 52507 (25.0) is open as far as we know.
describe('socket(AF_ALG), which the chapters tell of by release', () => {
  it.each([
    ['docker-26.1', 'ALLOW'],
    ['docker-28.2', 'ALLOW'],
    ['docker-29.4.2', 'ERRNO'],
    ['docker-29.9.0', 'ERRNO'],
    ['containerd-1.7', 'ALLOW'],
    ['containerd-2.1', 'ALLOW'],
  ])('%s: %s', async (id, action) => {
    const stack = stackOf(id.startsWith('docker') ? 'docker-29.9' : 'kubernetes-1.36') ?? expect.fail('no stack');
    const target = targetOfPreset(id, stack, 'SCMP_ARCH_X86_64');
    const profile = parseProfile((await presetOf(id)?.load()) ?? '', undefined, readerOf(target)).value;
    const filter = profile && (await filterOn(profile, target))?.value;
    const call = parseCall('socket(AF_ALG)', 'SCMP_ARCH_X86_64').value;
    expect(filter && call && decide(filter, call).action).toBe(action);
  });

  it.each([
    ['docker-default', ['1.7.32', '2.0.9', '2.2.4', '2.3.1', '2.1.9']],
    ['containment', ['29.4.2', '25.0', '26.1.5']],
  ])('%s names them', (chapter, releases) => {
    const line = CHAPTERS[`/content/learn/${chapter}.mdx`]
      ?.split('\n')
      .find((each) => each.includes(`[${releases[0]}]`));
    expect(releases.filter((release) => !line?.includes(`${release}]`))).toEqual([]);
  });
});
