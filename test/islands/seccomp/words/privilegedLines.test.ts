import { describe, expect, it } from 'vitest';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import { readSeccompLink, SECCOMP_LINK_DEFAULTS } from '../../../../src/share/seccompLink.ts';
import { profileText } from '../../../engine/seccomp/inline.ts';
import { opens } from '../stories.ts';

/** What is offered for a profile of one's own in the state of a link: each tool with its lines, or with why it has none. */
async function offered(fragment: string): Promise<readonly string[] | undefined> {
  const text = profileText('allow: errno mkdir');
  const { value } = await readSeccompLink(fragment);
  const link = { ...SECCOMP_LINK_DEFAULTS, ...value, profile: undefined, text };
  const { use } = select(opens({ link, text }));
  return use?.rows.map(({ tool, lines, caution }) => `${tool}: ${lines ?? `none. ${caution}`}`);
}

const KEPT = [
  'docker: docker run --privileged --security-opt seccomp=profile.json IMAGE',
  'compose.yaml: services:\n  SERVICE:\n    privileged: true\n    security_opt:\n      - seccomp:./profile.json',
  'Podman: podman run --privileged --security-opt seccomp=profile.json IMAGE',
  'Pod: none. containerd and CRI-O start a privileged container without seccomp, so the profile has no effect there.',
];

const dropped = (release: string) => [
  `docker, compose.yaml: none. Docker ${release} ignores the profile with --privileged, and the container starts without seccomp. Docker 27.0.1 and newer apply it.`,
  ...KEPT.slice(2),
];

describe('a privileged container with a profile', () => {
  it.each<[fragment: string, lines: readonly string[]]>([
    ['stack=docker-29.9&call=mkdir&privileged=yes', KEPT],
    ['stack=docker-28.5&call=mkdir&privileged=yes', KEPT],
    ['stack=docker-26.1&call=mkdir&engine=docker-27.0.1&privileged=yes', KEPT],
    ['stack=podman-5.4&call=mkdir&privileged=yes', [...KEPT.slice(2, 3), ...KEPT.slice(0, 2), ...KEPT.slice(3)]],
    ['stack=docker-26.1&call=mkdir&engine=docker-27.0.0&privileged=yes', dropped('27.0.0')],
    ['stack=docker-20.10.5&call=mkdir&privileged=yes', dropped('20.10.5')],
    ['stack=kubernetes-1.36&call=mkdir&privileged=yes', [...KEPT.slice(3), ...KEPT.slice(0, 3)]],
    // Without an engine, links mean Docker 26.1.5.
    ['call=mkdir&privileged=yes', dropped('26.1.5')],
  ])('%s', async (fragment, lines) => {
    expect(await offered(fragment)).toEqual(lines);
  });

  it('the lines say what --privileged gives, and which Docker drops the profile', async () => {
    const text = profileText('allow: errno mkdir');
    const { value } = await readSeccompLink('stack=docker-29.9&privileged=yes');
    const { use } = select(opens({ link: { ...SECCOMP_LINK_DEFAULTS, ...value, profile: undefined, text }, text }));
    expect(use?.rows[0]?.caution).toBe(
      '--privileged gives the container all capabilities and the host’s devices. Docker before 27.0.1 ignores the profile with --privileged.',
    );
  });
});
