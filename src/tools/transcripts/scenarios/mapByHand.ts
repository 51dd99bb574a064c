import type { Lab, Terminal } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** A map that an ordinary user writes with echo: her own id as root, what that root may do, and a namespace within it. */
export const mapByHand: Scenario = {
  name: 'map-by-hand',
  title: 'A map written with echo',
  images: [],
  notes: ['two terminals of the same user, alice, and one of root'],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
    const inside = await lab.open('login', 'su - alice', 'host');
    await inside.type('before-id', 'id');
    await inside.type('before-namespace', 'readlink /proc/self/ns/user');
    await inside.type('before-map', 'cat /proc/self/uid_map');
    await inside.type('unshare', 'unshare --user bash');
    await inside.type('empty-namespace', 'readlink /proc/self/ns/user', 'container');
    await inside.type('empty-id', 'id', 'container');
    await inside.type('empty-map', 'cat /proc/self/uid_map', 'container');
    await inside.type('empty-files', 'ls -ld / /home/alice', 'container');
    const pid = (await inside.type('pid', 'echo $$', 'container')).trim();

    const outside = await lab.open('login-outside', 'su - alice', 'host');
    await write(outside, inside, pid);
    await root(outside, inside, pid);
    await nested(outside, inside);
    await inside.type('leave', 'exit', 'container');
    await byRoot(lab, inside);
    await outside.leave();
    await inside.leave();
  },
};

async function write(outside: Terminal, inside: Terminal, pid: string): Promise<void> {
  await outside.type('zero-count', `echo '0 1000 0' > /proc/${pid}/uid_map`);
  await outside.type('twice-outside', `printf '0 1000 1\\n1 1000 1\\n' | cat > /proc/${pid}/uid_map`);
  await outside.type('two-ids', `echo '0 1000 2' > /proc/${pid}/uid_map`);
  await outside.type('hosts-root', `echo '0 0 1' > /proc/${pid}/uid_map`);
  await outside.type('write', `echo '0 1000 1' > /proc/${pid}/uid_map`);
  await inside.type('mapped-id', 'id', 'container');
  await inside.type('mapped-map', 'cat /proc/self/uid_map', 'container');
  await outside.type('again', `echo '0 1000 1' > /proc/${pid}/uid_map`);
  await outside.type('gid-refused', `echo '0 1000 1' > /proc/${pid}/gid_map`);
  await outside.type('setgroups', `cat /proc/${pid}/setgroups`);
  await outside.type('deny', `echo deny > /proc/${pid}/setgroups`);
  await outside.type('gid-write', `echo '0 1000 1' > /proc/${pid}/gid_map`);
  await inside.type('both-id', 'id', 'container');
}

/** What root is root of: its own file, and nothing else that the host has. */
async function root(outside: Terminal, inside: Terminal, pid: string): Promise<void> {
  await inside.type('file', 'touch /tmp/mine && ls -ln /tmp/mine', 'container');
  await outside.type('file-outside', 'ls -ln /tmp/mine');
  await outside.type('ps-outside', `ps -o pid,user,args -p ${pid}`);
  await inside.type('mapped-files', 'ls -ld / /home/alice', 'container');
  await inside.type('capabilities', 'grep CapEff /proc/self/status', 'container');
  await inside.type('shadow', 'head -n 1 /etc/shadow', 'container');
  await inside.type('chown', 'chown 33 /tmp/mine', 'container');
  await inside.type('hostname', 'hostname deep', 'container');
  await inside.type('hostname-own', "unshare --uts sh -c 'hostname deep; hostname'", 'container');
  await inside.type('mount', 'mount -t tmpfs none /mnt', 'container');
  await inside.type('mount-own', "unshare --mount sh -c 'mount -t tmpfs none /mnt && findmnt /mnt'", 'container');
}

/** A second namespace within the first: its map is told in the first one's ids, to whoever is there. */
async function nested(outside: Terminal, inside: Terminal): Promise<void> {
  await inside.type('nested-refused', 'unshare --user --map-users 0:1:1 id', 'container');
  await inside.type('nested', 'unshare --user --map-root-user bash', 'container');
  await inside.type('nested-map', 'cat /proc/self/uid_map', 'container');
  const pid = (await inside.type('nested-pid', 'echo $$', 'container')).trim();
  await outside.type('nested-outside', `cat /proc/${pid}/uid_map`);
  await outside.type('nested-ps', `ps -o pid,user,args -p ${pid}`);
  await inside.type('nested-leave', 'exit', 'container');
}

/** The host's root may map any ids, in as many lines as it takes. */
async function byRoot(lab: Lab, inside: Terminal): Promise<void> {
  await inside.type('unshare-again', 'unshare --user bash');
  const pid = (await inside.type('pid-again', 'echo $$', 'container')).trim();
  await lab.host('root-overlap', `printf '0 1000 1\\n0 165536 65536\\n' | cat > /proc/${pid}/uid_map`);
  await lab.host('root-write', `printf '0 1000 1\\n1 165537 65535\\n' | cat > /proc/${pid}/uid_map`);
  await lab.host('root-gids', `printf '0 1000 1\\n1 165537 65535\\n' | cat > /proc/${pid}/gid_map`);
  await lab.host('root-map', `cat /proc/${pid}/uid_map`);
  await inside.type('root-chown', 'touch /tmp/theirs && chown 33 /tmp/theirs && ls -ln /tmp/theirs', 'container');
  await inside.type('root-chown-past', 'chown 65537 /tmp/theirs', 'container');
  await inside.type('root-leave', 'exit', 'container');
  await lab.host('root-chown-outside', 'ls -ln /tmp/theirs');
}
