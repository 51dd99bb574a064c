import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import changes from '../../../content/data/profiles/docker-changes.json' with { type: 'json' };
import { CAPABILITIES } from '../../../src/engine/linux/index.ts';
import { DOCKER_CAPABILITIES, parseProfile, resolve, survey } from '../../../src/engine/seccomp/index.ts';
import { DOCKER_RELEASES } from '../../../src/instrument/presets/dockerReleases.ts';
import { PRESETS, presetOf } from '../../../src/instrument/presets/presets.ts';
import { select } from '../../../src/islands/seccomp/words/select.ts';
import { opened, presetText } from '../../islands/seccomp/stories.ts';

describe('a name stands for the same text for ever', () => {
  // Add lines; never change one. The first twelve digits of the text's SHA-256, and what else the text is called, after "docker-".
  test.each<[id: string, hash: string, aliases: string]>([
    ['docker-29.9.0', '785b2429264a', ''],
    ['docker-29.4', '536529b665dd', '29.4.3 29.5 29.6 29.7 29.8'],
    ['docker-29.4.2', '1a4d01773064', ''],
    ['docker-28.2', '01536f1d1df9', '28.2.0 28.3 28.4 28.5 29.0 29.1 29.2 29.3'],
    ['docker-26.1', '9c1025c88cca', '25.0.3 25.0 26.0 27.0 27.1 27.2 27.3 27.4 27.5 28.0 28.1'],
    ['docker-25.0.0', '6f3b980368d6', ''],
    ['docker-23.0', '1323a218c253', '23.0.10'],
    ['docker-24.0', '5e7994296d55', '24.0.3'],
    ['docker-23.0.0', 'de975c90f9e2', ''],
    ['docker-20.10', 'ea91df2ecaae', '20.10.26'],
    ['docker-20.10.22', 'c10d2124c97c', ''],
    ['docker-20.10.18', 'ce3585b856aa', ''],
    ['docker-20.10.10', '37eb61f00054', ''],
    ['docker-20.10.4', '1610f2b11e9d', ''],
    ['docker-20.10.0', '2ce08fb0b40a', ''],
    ['docker-19.03', 'b875c6c21e6c', '19.03.9'],
    ['docker-19.03.3', '5c0ce46686cd', ''],
    ['docker-19.03.0', '6ce4c1cb4c0d', ''],
    ['docker-18.09', '84563be14efb', '18.09.0'],
    ['docker-18.04', '7e8264b587fa', '18.04.0 18.05 18.06'],
    ['docker-17.09', 'eb04478ac2af', '17.09.0 17.10 17.11 17.12 18.01 18.02 18.03'],
    ['docker-17.07', '8dbc8470a2d0', '17.07.0'],
    ['docker-17.06', 'fb54b82e8c55', '17.06.0'],
    ['docker-17.05', '0a262013d97b', '17.05.0'],
    ['docker-17.04', 'cf38bbff1b62', '17.04.0'],
    ['docker-17.03', '34efab767751', '17.03.2'],
    ['docker-17.03.0', '7e8a8644e2dd', ''],
    ['docker-1.13', '150e5570bfad', '1.13.1'],
    ['docker-1.13.0', '252a999fbe7f', ''],
    ['docker-1.12', 'e0a6e7e85469', '1.12.0'],
    ['docker-1.11', '9445a42a2ae8', '1.11.2'],
    ['docker-1.11.0', '41941a84ec0f', ''],
    ['podman-6.1', '9b755202516a', ''],
    ['podman-5.8', '2598b3b98e69', ''],
    ['podman-5.4', 'a37993729fdc', ''],
    ['podman-4.3', 'cc374cf23846', ''],
    ['podman-3.0', 'bc424df3eea3', ''],
    ['containerd-2.1', 'fd66fb775e54', ''],
    ['containerd-1.7', '872fb2d28285', ''],
    ['containerd-1.6', 'ab174332f4bf', ''],
    ['containerd-1.4', '480f3b42e5ee', ''],
    ['cri-o-1.33', 'd48495b6cc76', ''],
    ['talk-2016', '756dfbb8b857', ''],
    ['allow-all', '1e91071efd3c', ''],
    ['deny-all', '4b9a142931f0', ''],
  ])('%s', async (id, hash, aliases) => {
    const text = await presetText(id);
    expect(createHash('sha256').update(text).digest('hex').slice(0, 12)).toBe(hash);
    expect(presetOf(id)?.aliases).toEqual(aliases.split(' ').flatMap((name) => (name === '' ? [] : `docker-${name}`)));
  });

  test('there are no others, and none stands for two', () => {
    const names = PRESETS.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect([PRESETS.length, names.length, new Set(names).size]).toEqual([45, 92, 92]);
    expect(presetOf('docker')).toBeUndefined();
    expect(presetOf('docker-29.9')).toBeUndefined();
  });
});

describe('Docker’s releases', () => {
  test('a line’s name is its last state’s, a release’s its own', () => {
    const wrong = DOCKER_RELEASES.filter(({ name, release: state }) => {
      const numbers = name.split('.').length;
      const inLine = changes.states.map(({ release }) => release).filter((other) => other.startsWith(`${name}.`));
      return numbers === 2 ? inLine.length > 0 && inLine.at(-1) !== state : name !== state;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('the list tells every release with the state’s name', () => {
    expect(DOCKER_RELEASES.filter(({ release, releases }) => !releases.includes(release.replace(/\.0$/, '')))).toEqual(
      [],
    );
  });
});

describe('in effect', () => {
  /** How many calls of x86_64 pass, depend on their arguments, are refused: with none of, Docker's, all capabilities. */
  async function counts(id: string): Promise<string[]> {
    const profile = parseProfile(await presetText(id)).value;
    return [[], DOCKER_CAPABILITIES, CAPABILITIES].map((capabilities) => {
      const target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities, runtime: 'runc' } as const;
      const filter = profile && resolve(profile, target).value;
      const rows = filter ? survey(filter, 'SCMP_ARCH_X86_64') : [];
      return ['allow', 'depends', 'deny']
        .map((word) => rows.filter(({ summary }) => summary === word).length)
        .join(' ');
    });
  }
  test.each<[string, string[]]>([
    ['docker-29.9.0', ['305 3 77', '306 3 76', '349 2 34']],
    ['docker-29.4', ['305 3 77', '306 3 76', '349 2 34']],
    ['docker-26.1', ['297 3 85', '298 3 84', '338 2 45']],
    ['docker-20.10.4', ['283 2 100', '284 2 99', '323 1 61']],
    ['docker-1.12', ['267 2 116', '267 2 116', '267 2 116']],
    ['podman-6.1', ['315 2 68', '316 2 67', '336 2 47']],
    ['podman-5.8', ['311 2 72', '312 2 71', '332 2 51']],
    ['podman-5.4', ['310 2 73', '312 1 72', '333 1 51']],
    ['podman-4.3', ['309 2 74', '311 1 73', '331 1 53']],
    ['podman-3.0', ['300 1 84', '301 1 83', '324 1 60']],
    ['containerd-2.1', ['297 3 85', '298 3 84', '338 2 45']],
    ['containerd-1.7', ['300 3 82', '301 3 81', '341 2 42']],
    ['containerd-1.6', ['292 2 91', '293 2 90', '335 1 49']],
    ['containerd-1.4', ['280 2 103', '281 2 102', '312 1 72']],
    ['cri-o-1.33', ['309 2 74', '311 1 73', '333 1 51']],
    ['talk-2016', ['2 0 383', '2 0 383', '2 0 383']],
    ['allow-all', ['385 0 0', '385 0 0', '385 0 0']],
    ['deny-all', ['0 0 385', '0 0 385', '0 0 385']],
  ])('%s', async (id, expected) => expect(await counts(id)).toEqual(expected));

  test.each<[string, string, string[]]>([
    ['containerd-1.7', 'docker-26.1', ['io_uring_enter allow', 'io_uring_register allow', 'io_uring_setup allow']],
    ['containerd-2.1', 'docker-26.1', []],
    ['cri-o-1.33', 'podman-5.4', ['unshare deny']],
  ])('%s is %s but for %j', async (id, like, differing) => {
    const rows = async (id: string) => {
      const profile = parseProfile(await presetText(id)).value;
      return [[], DOCKER_CAPABILITIES, CAPABILITIES].flatMap((capabilities) =>
        (['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64'] as const).flatMap((arch) => {
          const filter = profile && resolve(profile, { arch, kernel: '6.12', capabilities, runtime: 'runc' }).value;
          return filter ? survey(filter, arch).map(({ name, summary }) => `${name} ${summary}`) : [];
        }),
      );
    };
    const alike = await rows(like);
    const other = (await rows(id)).filter((row, at) => row !== alike[at]);
    expect([...new Set(other)]).toEqual(differing);
  });
});

describe('the list', () => {
  test('stands in groups, Docker’s releases newest first', async () => {
    const { presets } = select(await opened()).profile;
    expect([...new Set(presets.map(({ group }) => group))]).toEqual([
      'Docker’s default, by release',
      'Podman’s default',
      'containerd’s default, Kubernetes',
      'CRI-O’s default, Kubernetes',
      'The talk',
      'Empty',
    ]);
    expect(presets.slice(0, 5).map(({ label }) => label)).toEqual([
      'Docker 29.9.0',
      'Docker 29.4.3 to 29.8',
      'Docker 29.4.2',
      'Docker 28.2 to 29.4.1',
      'Docker 26.1.5 (25.0.3 to 28.1)',
    ]);
    // What a closed list has room for.
    expect(presets.filter(({ label }) => label.length > 31)).toEqual([]);
  });

  test.each<[id: string, dates: (string | undefined)[]]>([
    ['docker-26.1', []],
    ['docker-29.9.0', ['2026-11-27', '2026-10-08', '2026-05-06', '2026-09-03', '2026-10-08']],
    ['docker-29.4', ['2026-05-06', '2026-09-03', '2026-05-06']],
    ['docker-29.4.2', ['2026-05-01', '2026-05-01']],
    ['docker-20.10.4', ['2021-02-24']],
    ['docker-1.12', ['2016-05-20', '2016-07-27']],
    ['podman-5.4', [undefined]],
    ['podman-3.0', [undefined]],
    ['cri-o-1.33', [undefined, undefined]],
    ['containerd-1.7', [undefined, undefined, '2026-05-20']],
    ['talk-2016', []],
    ['deny-all', [undefined]],
  ])('the notes of %s are of %j', async (id, dates) => {
    const { notes } = select(await opened({ profile: id })).profile;
    expect(notes.map(({ date }) => date)).toEqual(dates);
  });

  test('what has a day has a source', () => {
    const notes = PRESETS.flatMap((preset) => preset.notes);
    expect(notes.filter(({ date, sources }) => date !== undefined && sources.length === 0)).toEqual([]);
    const addresses = notes.flatMap(({ sources }) => sources.map(({ url }) => url));
    expect(
      addresses.filter(
        (url) =>
          !/^https:\/\/(?:github\.com\/[\w.-]+\/[\w.-]+\/(?:pull|blob|releases)|kubernetes\.io\/docs)\//.test(url),
      ),
    ).toEqual([]);
  });

  test.each<[id: string, url: string]>([
    ['docker-29.9.0', 'https://github.com/moby/moby/releases/tag/docker-v29.9.0'],
    ['docker-29.4', 'https://github.com/moby/moby/releases/tag/docker-v29.4.3'],
    ['docker-28.2', 'https://github.com/moby/moby/blob/v28.2.0/profiles/seccomp/default.json'],
    ['docker-18.09', 'https://github.com/moby/moby/blob/v18.09.0/profiles/seccomp/default.json'],
    ['docker-18.04', 'https://github.com/moby/moby/blob/v18.04.0-ce/profiles/seccomp/default.json'],
    ['docker-17.03', 'https://github.com/moby/moby/blob/v17.03.2-ce/profiles/seccomp/default.json'],
    ['docker-1.12', 'https://github.com/moby/moby/blob/v1.12.0/profiles/seccomp/default.json'],
  ])('%s was computed, and where Docker’s own file is stands beside it', (id, url) => {
    expect(
      presetOf(id)
        ?.notes.at(-1)
        ?.sources.map((source) => source.url),
    ).toEqual([url]);
  });

  test('a chosen preset has no notes any more once its text is the reader’s own', async () => {
    const state = await opened({ profile: undefined, text: '{}' });
    expect(select(state).profile.notes).toEqual([]);
  });
});
