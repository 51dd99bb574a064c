import { expect, test } from 'vitest';
import { openFragment } from '../../../../src/islands/seccomp/state/opening.ts';
import { deflateText } from '../../../../src/share/deflateText.ts';
import { presetText } from '../stories.ts';

const docker = await presetText('docker-26.1');
const talk = await presetText('talk-2016');
const own = await deflateText('{}');

test.each<[fragment: string, profile: string | undefined, text: string, notices: string[]]>([
  ['', 'docker-26.1', docker, []],
  ['#call=mkdir', 'docker-26.1', docker, []],
  ['#profile=talk-2016', 'talk-2016', talk, []],
  ['#profile=docker-20.10.4', 'docker-20.10.4', await presetText('docker-20.10.4'), []],
  // Another release with the same profile opens the one in the list.
  ['#profile=docker-27.3', 'docker-26.1', docker, []],
  ['#profile=docker-29.7', 'docker-29.4', await presetText('docker-29.4'), []],
  ['#profile=allow-all', 'allow-all', '{"defaultAction":"SCMP_ACT_ALLOW"}', []],
  [`#profile.z=${own}`, undefined, '{}', []],
  [
    '#profile=docker',
    'docker-26.1',
    docker,
    ['This link names the profile “docker”, which this page does not have. Showing Docker’s default 26.1.5 instead.'],
  ],
  [
    '#profile.z=!',
    'docker-26.1',
    docker,
    [
      'The text in this link can’t be read: it must be base64url (A to Z, a to z, 0 to 9, - and _). Ask for the link again, or paste the text itself.',
    ],
  ],
])('%s', async (fragment, profile, text, notices) => {
  const opening = await openFragment(fragment);
  expect({
    profile: opening.link.profile,
    text: opening.text,
    notices: opening.notices?.map(({ message, hint }) => `${message} ${hint}`),
  }).toEqual({ profile, text, notices });
});
