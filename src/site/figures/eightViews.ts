import { quotedSteps } from '../transcripts.ts';

interface Sides {
  host: string;
  container: string;
}

/** One kind of namespace: what process 1 of the host sees through its own, and a container's process through its. */
export interface View {
  kind: string;
  /** What it holds, in a word. */
  holds: string;
  sees: Sides;
  /** The names of the two namespaces, as /proc/PID/ns has them. */
  ids: Sides;
}

/** What the recording `namespaces` shows of a container and of its host, in the order in which the chapter makes the eight kinds. */
export function eightViews(): View[] {
  const seconds = `up ${Math.floor(Number(printed('clock-inside')))} seconds`;
  const servers = { host: `httpd is ${serverIn('ps-outside')}`, container: `httpd is ${serverIn('ps-inside')}` };
  return [
    view('uts', 'name', { host: printed('hostname-outside').trim(), container: printed('hostname-inside').trim() }),
    view('pid', 'numbers', servers),
    view('mnt', 'files', { host: 'the host’s files', container: 'the image’s files' }),
    view('ipc', 'queues', { host: 'the host’s queues', container: 'queues of its own' }),
    view('net', 'network', { host: addressIn('net-outside'), container: addressIn('net-inside') }),
    view('cgroup', 'paths', { host: 'its path: /docker/…', container: 'its path: /' }),
    view('time', 'clocks', { host: seconds, container: seconds }),
    view('user', 'users', { host: '0 is root', container: '0 is root' }),
  ];
}

function view(kind: string, holds: string, sees: Sides): View {
  const idIn = (step: string) => namespaceIds(printed(step)).get(kind) ?? '';
  return { kind, holds, sees, ids: { host: idIn('ns-outside'), container: idIn('ns-inside') } };
}

/** The numbers in `ls -l /proc/PID/ns`: `uts -> uts:[4026532254]`. */
export function namespaceIds(listing: string): Map<string, string> {
  return new Map([...listing.matchAll(/ (\w+) -> \w+:\[(\d+)\]/g)].map(([, kind = '', id = '']) => [kind, id]));
}

const printed = (step: string) => quotedSteps('namespaces', [step]).steps[0]?.printed ?? '';

const serverIn = (step: string) => /(\d+) root +httpd/.exec(printed(step))?.[1] ?? '';

/** `eth0 172.17.0.2` of the first device that isn't the loopback. */
function addressIn(step: string): string {
  const [, device = '', address = ''] = /: ((?!lo)\w+) +inet ([\d.]+)/.exec(printed(step)) ?? [];
  return `${device} ${address}`;
}
