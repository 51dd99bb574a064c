import { expect, it } from 'vitest';
import { eightViews, namespaceIds } from '../../../src/site/figures/eightViews.ts';

it('reads the numbers of the namespaces from a listing', () => {
  const listing =
    'total 0\nlrwxrwxrwx 1 root root 0 Nov 25 21:38 pid -> pid:[4026532256]\nlrwxrwxrwx 1 root root 0 Nov 25 21:38 pid_for_children -> pid:[4026532257]\n';
  expect([...namespaceIds(listing)]).toEqual([
    ['pid', '4026532256'],
    ['pid_for_children', '4026532257'],
  ]);
});

it('draws what was recorded: six kinds apart, and two shared', () => {
  expect(
    eightViews().map(({ kind, ids, sees }) => [kind, ids.host === ids.container, sees.host, sees.container]),
  ).toEqual([
    ['uts', false, 'lab', 'web'],
    ['pid', false, 'httpd is 228', 'httpd is 1'],
    ['mnt', false, 'the host’s files', 'the image’s files'],
    ['ipc', false, 'the host’s queues', 'queues of its own'],
    ['net', false, 'docker0 172.17.0.1', 'eth0 172.17.0.2'],
    ['cgroup', false, 'its path: /docker/…', 'its path: /'],
    ['time', true, 'up 1505 seconds', 'up 1505 seconds'],
    ['user', true, '0 is root', '0 is root'],
  ]);
});
