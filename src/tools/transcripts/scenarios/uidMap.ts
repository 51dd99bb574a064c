import type { Terminal } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** A user namespace made by hand, in two terminals: one inside, without ids at first, and one outside that writes its map. */
export const uidMap: Scenario = {
  name: 'uid-map',
  title: 'A uid_map written by hand',
  images: [],
  notes: ['two terminals of the same user, alice'],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
    await lab.host('subuid', 'cat /etc/subuid /etc/subgid');
    const inside = await lab.open('login', 'su - alice', 'host');
    await inside.type('unshare', 'unshare --user bash');
    await inside.type('unmapped-id', 'id', 'container');
    await inside.type('unmapped-map', 'cat /proc/self/uid_map', 'container');
    await inside.type('unmapped-files', 'ls -ld / /home/alice', 'container');
    await inside.type('write-inside', "echo '0 1000 1' > /proc/self/uid_map", 'container');
    const pid = (await inside.type('pid', 'echo $$', 'container')).trim();

    const outside = await lab.open('login-outside', 'su - alice', 'host');
    await refused(outside, pid);
    await outside.type('newuidmap', `newuidmap ${pid} 0 1000 1 1 100000 65536`);
    await outside.type('newgidmap', `newgidmap ${pid} 0 1000 1 1 100000 65536`);
    await outside.type('map', `cat /proc/${pid}/uid_map`);
    await outside.type('second-write', `newuidmap ${pid} 0 1000 1`);

    await inside.type('mapped-id', 'id', 'container');
    await inside.type('chown', 'touch /tmp/mine && chown 33:33 /tmp/mine && ls -ln /tmp/mine', 'container');
    await outside.type('chown-outside', 'ls -ln /tmp/mine');
    await inside.type('chown-unmapped', 'chown 65537 /tmp/mine', 'container');
    await inside.type('mapped-files', 'ls -ld / /home/alice', 'container');
    await inside.type('leave', 'exit', 'container');
    await outside.leave();
    await inside.leave();
  },
};

async function refused(outside: Terminal, pid: string): Promise<void> {
  await outside.type('not-a-number', `echo 'zero 1000 1' > /proc/${pid}/uid_map`);
  await outside.type('count-zero', `echo '0 1000 0' > /proc/${pid}/uid_map`);
  await outside.type('somebody-else', `echo '0 0 1' > /proc/${pid}/uid_map`);
  await outside.type('more-than-one', `echo '0 1000 2' > /proc/${pid}/uid_map`);
  await outside.type('gid-refused', `echo '0 1000 1' > /proc/${pid}/gid_map`);
  await outside.type('newuidmap-refused', `newuidmap ${pid} 0 1000 1 1 200000 65536`);
}
