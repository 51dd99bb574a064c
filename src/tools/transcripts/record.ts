import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootGuest, makeDisk } from '../guest/bootGuest.ts';
import { ensurePackages } from '../packages/ensurePackages.ts';
import { buildImages, IMAGES } from './images.ts';
import { Lab, type Recording, type Stamp } from './Lab.ts';
import { ENVIRONMENT, openStage, type Stage } from './openStage.ts';
import { play } from './play.ts';
import { readScenarios, type Scenario } from './Scenario.ts';

const installed = (name: string) => `dpkg-query -W -f '\${db:Status-Abbrev}\${Version}' ${name} | sed -n 's/^ii //p'`;

/** What prints each version, in the stamp's order; what prints none isn't there. */
const VERSIONS: Readonly<Record<string, string>> = {
  docker: 'dockerd --version',
  containerd: 'containerd --version',
  runc: 'runc --version',
  podman: 'podman --version',
  lxc: installed('lxc'),
  runsc: installed('runsc'),
  rootlesskit: installed('rootlesskit'),
  passt: installed('passt'),
  systemd: 'systemctl is-system-running >/dev/null && systemctl --version',
  'util-linux': installed('util-linux'),
  'libcap2-bin': installed('libcap2-bin'),
  uidmap: installed('uidmap'),
  busybox: installed('busybox-static'),
  'docker-registry': installed('docker-registry'),
  gcc: 'gcc --version',
  libc6: installed('libc6'),
  python3: installed('python3'),
  curl: installed('curl'),
  strace: installed('strace'),
  nginx: installed('nginx'),
};

/** When, on what, and with which versions a scenario is played, as the machine that it is played on tells them. */
async function makeStamp({ images, notes }: Scenario, lab: Lab): Promise<Stamp> {
  const firstLine = async (command: string) => (await lab.prepare(`(${command}) 2>/dev/null | head -n 1`)).trim();
  const kernel = /^\d+\.\d+\.\d+/.exec(await firstLine('uname -r'))?.[0] ?? 'unknown';
  const debian = (await firstLine('cat /etc/debian_version')).split('.')[0] ?? 'unknown';
  const versions: Record<string, string> = {};
  for (const [name, command] of Object.entries(VERSIONS)) {
    const version = await firstLine(command);
    if (version !== '') versions[name] = version;
  }
  return {
    recorded: new Date().toISOString().slice(0, 10),
    machine: `Debian ${debian}, Linux ${kernel}`,
    versions: { ...versions, kernel },
    images: Object.fromEntries(images.map((name) => [name, IMAGES[name].made])),
    notes,
  };
}

/** What the images are made of (images.ts), as Debian names it. */
const IMAGE_PACKAGES = ['busybox-static', 'docker-registry', 'python3', 'curl', 'strace', 'nginx'];

/** What the scenarios on this machine's stage run besides. */
const STAGE_PACKAGES = [
  'docker.io',
  'docker-cli',
  'docker-buildx',
  'runc',
  'crun',
  'runsc',
  'podman',
  'passt',
  'rootlesskit',
  'slirp4netns',
  'lxc',
  'nftables',
  'uidmap',
  'acl',
  'fuse-overlayfs',
  'jq',
  'gcc',
  'libc6-dev',
  'musl-tools',
  'libcap2-bin',
  'adduser',
  'bsdutils',
  'iproute2',
  'iptables',
  'procps',
  'sudo',
  'tini',
  'util-linux',
];

/** What the scenarios in a guest run, as Debian names it. */
const PACKAGES = [
  'docker.io',
  'docker-cli',
  'runc',
  'crun',
  'podman',
  'netavark',
  'passt',
  'uidmap',
  'lxcfs',
  'busybox-static',
  'adduser',
  'apparmor',
  'bsdutils',
  'iproute2',
  'iptables',
  'procps',
  'systemd-container',
  'util-linux',
];

/** Boots another machine, with Debian's own kernel and systemd, so with what the kernel here may lack: cgroup v2's controllers, AppArmor. Needs root. */
async function openGuest(): Promise<Stage> {
  const guest = await bootGuest(makeDisk(PACKAGES));
  return { ...guest, enter: [...guest.enter, 'env', '-i', ...ENVIRONMENT] };
}

/**
 * Plays the scenarios of content/scenarios/ with the real dockerd, runc, podman and kernel, and writes what they printed into content/data/transcripts/.
 *   node src/tools/transcripts/record.ts            every scenario
 *   node src/tools/transcripts/record.ts seccomp    that one
 * Needs root on Debian 13; installs the Debian packages that it runs. Everything happens in namespaces of its own (stage.sh) or in a guest that QEMU
 * boots (openGuest.ts), and is gone afterwards.
 * A new recording has new process ids, container ids and times, and where two programs race, other words: read the chapters that quote it again.
 */

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
