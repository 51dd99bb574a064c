import { quotedSteps } from '../transcripts.ts';

/** One kind of namespace: what process 1 of the host sees through its own, and a container's process through its. */
export interface View {
  kind: string;
  /** The names of the two namespaces, as /proc/PID/ns has them. */
  ids: { host: string; container: string };
  sees: { host: string; container: string };
}

/** In the order in which the chapter makes them. */
const KINDS = ['uts', 'pid', 'mnt', 'ipc', 'net', 'cgroup', 'time', 'user'] as const;

const printed = (step: string) => quotedSteps('namespaces', [step]).steps[0]?.printed ?? '';

/** The numbers in `ls -l /proc/PID/ns`: `uts -> uts:[4026532254]`. */
export function namespaceIds(listing: string): Map<string, string> {
  return new Map([...listing.matchAll(/ (\w+) -> \w+:\[(\d+)\]/g)].map(([, kind = '', id = '']) => [kind, id]));
}

/** What the recording `namespaces` shows of a container, and of its host. */
export function eightViews(): View[] {
  const host = namespaceIds(printed('ns-outside'));
  const container = namespaceIds(printed('ns-inside'));
  const sees = seen();
  return KINDS.map((kind) => ({
    kind,
    ids: { host: host.get(kind) ?? '', container: container.get(kind) ?? '' },
    sees: sees[kind],
  }));
}

function seen(): Record<(typeof KINDS)[number], View['sees']> {
  const seconds = `up ${Math.floor(Number(printed('clock-inside')))} seconds`;
  return {
    uts: { host: printed('hostname-outside').trim(), container: printed('hostname-inside').trim() },
    pid: { host: `httpd is ${serverIn('ps-outside')}`, container: `httpd is ${serverIn('ps-inside')}` },
    mnt: { host: 'the host’s files', container: 'the image’s files' },
    ipc: { host: 'the host’s queues', container: 'queues of its own' },
    net: { host: addressIn('net-outside'), container: addressIn('net-inside') },
    cgroup: { host: 'its path: /docker/…', container: 'its path: /' },
    time: { host: seconds, container: seconds },
    user: { host: '0 is root', container: '0 is root' },
  };
}

const serverIn = (step: string) => /(\d+) root +httpd/.exec(printed(step))?.[1] ?? '';

/** `eth0 172.17.0.2` of the first device that isn't the loopback. */
function addressIn(step: string): string {
  const [, device = '', address = ''] = /: ((?!lo)\w+) +inet ([\d.]+)/.exec(printed(step)) ?? [];
  return `${device} ${address}`;
}
