import packages from '../../../../content/data/versions/packages.json' with { type: 'json' };
import { type SourceText, spanAt } from '../../text/index.ts';
import type { StackEngine } from '../targetOfStack.ts';
import type { Fact } from './Fact.ts';
import type { Found } from './olderInStacks.ts';

const ENGINES: ReadonlyMap<string, StackEngine> = new Map([
  ['containerd', 'containerd'],
  ['cri-o', 'cri-o'],
  ['docker', 'docker'],
]);

/** The engine of the node that a line of kubectl tells of, by the ContainerRuntimeVersion of its NodeSystemInfo: "containerd://2.1.4". */
function nodeEngine(line: string): StackEngine | undefined {
  const [, name = ''] = / (containerd|cri-o|docker):\/\/v?\d\S*$/.exec(line) ?? [];
  return ENGINES.get(name);
}

/** Packages by what they hold: Debian's and Ubuntu's names, docker.com's, and those of Fedora and Red Hat. */
const PACKAGES: ReadonlyMap<string, Fact> = new Map(Object.entries(packages as Readonly<Record<string, Fact>>));

const NAME = String.raw`([a-z0-9][\w.+-]*)`;
/** An epoch does not count, 5:28.5.2 (deb-version(7)), and is no part of the value. */
const EPOCH = String.raw`(?:\d+:)?`;
const ARCH = '(?:x86_64|aarch64|i686|ppc64le|s390x|riscv64|noarch)';

/** The lines that name an installed package with its version, and are like no other line. */
const LISTED = [
  // dpkg -l: desired and present state, of which the second is i for what is installed (dpkg-query(1)).
  String.raw`^[a-z]i[A-Z]? +${NAME}(?::\w+)? +${EPOCH}(\d\S*)(?: |$)`,
  // apt list --installed
  String.raw`^${NAME}/\S+ ${EPOCH}(\d\S*) \S+ \[installed`,
  // dnf list --installed
  String.raw`^${NAME}\.${ARCH} +${EPOCH}(\d\S*) +@?\S+$`,
].map((form) => new RegExp(form, 'd'));

/** Those that other programs print, too. */
const BARE = [
  // dpkg-query -W, also where a tab became spaces
  String.raw`^${NAME}(?::\w+)?[\t ]+${EPOCH}(\d[^\s:/]*)$`,
  // rpm -q
  String.raw`^${NAME}-${EPOCH}(\d[^-\s]*-[^-\s]+?)(?:\.${ARCH})?$`,
].map((form) => new RegExp(form, 'd'));

/** An installed package. */
interface PackageLine {
  /** What it tells of a stack; undefined for other packages. */
  fact: Fact | undefined;
  /** Where its version stands in the line. */
  from: number;
  to: number;
  /** No other program prints such a line, so that it tells nothing else. */
  isSure: boolean;
}

/** What a line of a package manager's list tells: dpkg-query(1), apt(8), rpm(8) or dnf(8); undefined for every other line. */
function packageLine(line: string): PackageLine | undefined {
  return placeIn(LISTED, line, true) ?? placeIn(BARE, line, false);
}

function placeIn(forms: readonly RegExp[], line: string, isSure: boolean): PackageLine | undefined {
  for (const form of forms) {
    const match = form.exec(line);
    const [from, to] = match?.indices?.[2] ?? [];
    if (from !== undefined && to !== undefined) return { fact: PACKAGES.get(match?.[1] ?? ''), from, to, isSure };
  }
  return undefined;
}

/** A line of the pasted text, and what stands around it. */
export interface LineContext {
  /** Without white space at its end. */
  line: string;
  /** Where it begins in the text. */
  start: number;
  /** What the lines are under: "Server" of "Server: Docker Engine - Community", "host" of podman info. */
  heading: string | undefined;
  /** The last line above that was a step in: "runc" of docker version. */
  part: string | undefined;
  /** The line before, and this one with those below it up to an empty one. */
  before: string;
  readonly block: string;
  /** The engine of the node that it tells of, as kubectl does. */
  node: StackEngine | undefined;
  /** The package that it names with its version, as a list of packages does. */
  listed: PackageLine | undefined;
}

/** The headings of docker version, docker info, podman version and podman info. */
const HEADING = /^(Client|Server|host|plugins|registries|store|version):(?: |$)/;
/** No output that is read has more lines below the one that counts. */
const BLOCK = 12;

/** No line that is read is longer. */
const LONGEST = 400;

/** Every line of the text that may tell something, with its surroundings. */
export function lineContexts({ text, lineStarts }: SourceText): LineContext[] {
  const lines = lineStarts.map((start, at) => text.slice(start, lineStarts[at + 1] ?? text.length).trimEnd());
  let heading: string | undefined;
  let part: string | undefined;
  return lines.flatMap((line, at) => {
    if (line === '' || line.length > LONGEST) return [];
    const own = HEADING.exec(line)?.[1];
    if (own !== undefined) [heading, part] = [own, undefined];
    else part = /^ ([A-Za-z-]+):$/.exec(line)?.[1] ?? part;
    return [
      {
        line,
        start: lineStarts[at] ?? 0,
        heading,
        part,
        before: lines[at - 1] ?? '',
        // Few lines are asked for theirs.
        get block() {
          return blockAt(lines, at);
        },
        node: nodeEngine(line),
        listed: packageLine(line),
      },
    ];
  });
}

function blockAt(lines: readonly string[], at: number): string {
  const below = lines.slice(at, at + BLOCK);
  const end = below.indexOf('');
  return below.slice(0, end === -1 ? BLOCK : end).join('\n');
}

/** A line of a known program: its pattern has the value as its only group. */
interface LineRule {
  fact: Fact;
  pattern: RegExp;
  /** Where the line must stand; left out: anywhere. */
  within?: (context: LineContext) => boolean;
}

/** Under Server; of ctr version, in no part. */
const isPart = (part: string | undefined) => (context: LineContext) =>
  context.heading === 'Server' && context.part === part;

/** ctr has a Revision, which docker has not. */
const isDockers = ({ heading, block }: LineContext) => heading === 'Client' && !block.includes('\n  Revision:');

const isBelow =
  (line: RegExp) =>
  ({ before }: LineContext) =>
    line.test(before);

const isPodmans =
  (side: string) =>
  ({ heading, block }: LineContext) =>
    heading === side && block.includes('\nAPI Version:');

/** OS-IMAGE of kubectl get nodes -o wide, between EXTERNAL-IP and KERNEL-VERSION: it has blanks. */
const OF_NODE = /^.* (?:<none>|\d+\.\d+\.\d+\.\d+|[\da-f]*:[\da-f:]+) +(\S.*?) +\d\S* +\S+$/d;

/** The outputs of docker(1), podman(1), runc(8), crun(1), containerd, ctr, crio, crictl, kubectl, uname(1), os-release(5) and ldd(1); and names with a release, as people write them. */
const LINE_RULES: readonly LineRule[] = [
  { fact: 'docker client', pattern: /^Docker version (\d[^\s,]*)/d },
  { fact: 'docker', pattern: /^[Dd]ocker v?(\d[^\s,]*)$/d },
  { fact: 'docker client', pattern: /^ +Version: +(\d\S*)$/d, within: isDockers },
  { fact: 'docker', pattern: /^ +Version: +(\S+)$/d, within: isPart('Engine') },
  { fact: 'runc', pattern: /^ +Version: +(\S+)$/d, within: isPart('runc') },
  { fact: 'kubernetes', pattern: /^Server Version: v(\S+)$/d },
  { fact: 'kubernetes', pattern: /^ +Kubelet Version: +v(\S+)$/d },
  { fact: 'docker', pattern: /^ *Server Version: (\d\S*)$/d },
  { fact: 'podman client', pattern: /^Version: +(\S+)$/d, within: isPodmans('Client') },
  { fact: 'podman', pattern: /^Version: +(\S+)$/d, within: isPodmans('Server') },
  { fact: 'podman', pattern: /^ +Version: (\S+)$/d, within: ({ heading }) => heading === 'version' },
  { fact: 'podman', pattern: /^(?:podman version|Podman(?: version)?) v?(\d\S*)$/d },
  { fact: 'cri-o', pattern: /^ *Version: +(\S+)$/d, within: ({ block }) => block.includes('\nGitTreeState:') },
  { fact: 'cri-o', pattern: /^(?:crio version|CRI-O) (\S+)$/d },
  { fact: 'containerd', pattern: /^(?:containerd|ctr) \S*containerd\S* v?(\S+)/d },
  { fact: 'containerd', pattern: /^ +Version: +(\d\S*)$/d, within: isPart(undefined) },
  { fact: 'containerd', pattern: /^RuntimeVersion: +v?(\d\S*)$/d, within: isBelow(/^RuntimeName: +containerd$/) },
  { fact: 'cri-o', pattern: /^RuntimeVersion: +v?(\d\S*)$/d, within: isBelow(/^RuntimeName: +cri-o$/) },
  { fact: 'runc', pattern: /^ *runc version:? (\S+)$/d },
  { fact: 'crun', pattern: /^ *crun version (\S+)$/d },
  { fact: 'docker runtime', pattern: /^ *Default Runtime: (\S+)$/d },
  { fact: 'podman runtime', pattern: /^ {4}name: (\S+)$/d, within: isBelow(/^ {2}ociRuntime:$/) },
  { fact: 'libseccomp', pattern: /^ *libseccomp: (\S+)$/d },
  { fact: 'kernel', pattern: /^Linux \S+ (\d\S*) /d },
  { fact: 'kernel', pattern: /^Linux (\d+\.\d\S*)$/d },
  { fact: 'kernel', pattern: /^ *Kernel Version: +(\S+)$/d },
  { fact: 'kernel', pattern: /^ {2}kernel: (\S+)$/d, within: ({ heading }) => heading === 'host' },
  { fact: 'kernel', pattern: /^([2-9]\.\d+\.\d+\S*)$/d },
  { fact: 'kernel', pattern: / (\d\S*) +(?:containerd|cri-o|docker):\/\/\S+$/d },
  { fact: 'containerd', pattern: / containerd:\/\/v?(\S+)$/d },
  { fact: 'cri-o', pattern: / cri-o:\/\/v?(\S+)$/d },
  { fact: 'docker', pattern: / docker:\/\/v?(\d\S*)$/d },
  { fact: 'machine', pattern: /^ *OS\/Arch: +linux\/(\S+)$/d, within: ({ heading }) => heading === 'Server' },
  { fact: 'machine', pattern: /^OS\/Arch: +linux\/(\S+)$/d, within: ({ heading }) => heading === 'Client' },
  { fact: 'machine', pattern: /^ +Architecture: +(\S+)$/d },
  { fact: 'machine', pattern: /^ {2}arch: (\S+)$/d, within: ({ heading }) => heading === 'host' },
  { fact: 'machine', pattern: /^Linux .* (\S+) GNU\/Linux$/d },
  { fact: 'os', pattern: OF_NODE, within: ({ node }) => node !== undefined },
  { fact: 'os', pattern: /^ +OS Image: +(\S.*)$/d },
  { fact: 'os', pattern: /^(?:PRETTY_NAME="| *Operating System: )([^"]+)"?$/d },
  { fact: 'os id', pattern: /^(?:ID="?| {4}distribution: )([a-z]\w*)"?$/d },
  { fact: 'os release', pattern: /^(?:VERSION_ID="?| {4}version: ")(\d+(?:\.\d+)?)"?$/d },
  { fact: 'glibc', pattern: /^ldd \(.*\) (\d+\.\d+)$/d },
  { fact: 'musl', pattern: /^Version (\d+(?:\.\d+)+)$/d, within: isBelow(/^musl libc/) },
];

/** What tells again of what an earlier line told. */
export interface ToldAgain extends Found {
  fact: Fact;
  /** What it is told beside: the same fact, or the engine of another node. */
  beside: Fact;
}

/** What lines tell: of each fact the first, and what tells of it again. */
export interface Facts {
  first: ReadonlyMap<Fact, Found>;
  again: readonly ToldAgain[];
  /** The engine of the first node of a cluster: what its line tells is of one machine, and counts before all others. */
  node: StackEngine | undefined;
  /** The facts whose first is from a list of packages: what is installed, and maybe not used. */
  listed: ReadonlySet<Fact>;
}

/** The facts that lines tell. */
export function readFacts(source: SourceText, contexts: readonly LineContext[]): Facts {
  const first = new Map<Fact, Found>();
  const again: ToldAgain[] = [];
  const listed = new Set<Fact>();
  const node = contexts.find((context) => context.node !== undefined);
  for (const context of node ? [node, ...contexts.filter((each) => each !== node)] : contexts) {
    const isOtherNode = context !== node && context.node !== undefined;
    for (const { fact, from, to, isListed } of factsOf(context)) {
      // Nothing hangs on it.
      if (isOtherNode && fact === 'os') continue;
      const span = spanAt(source, context.start + from, context.start + to);
      const found = { value: context.line.slice(from, to), span };
      const beside = (isOtherNode && fact === context.node && node?.node) || fact;
      if (first.has(beside)) again.push({ fact, beside, ...found });
      else if (!isOtherNode) first.set(fact, found);
      if (isListed && first.get(fact) === found) listed.add(fact);
    }
  }
  return { first, again, node: node?.node, listed };
}

/** Where in a line the value of a fact stands. */
interface Place {
  fact: Fact;
  from: number;
  to: number;
  isListed: boolean;
}

function factsOf(context: LineContext): Place[] {
  const { line, listed } = context;
  const places: Place[] = [];
  for (const { fact, pattern, within } of listed?.isSure ? [] : LINE_RULES) {
    const [from, to] = pattern.exec(line)?.indices?.[1] ?? [];
    if (from === undefined || to === undefined || within?.(context) === false) continue;
    places.push({ fact, from, to, isListed: false });
  }
  if (listed?.fact) places.push({ fact: listed.fact, from: listed.from, to: listed.to, isListed: true });
  return places;
}

/** Where a line tells of a container whose it is; a Kubernetes node without the name of its engine is `kubernetes` alone. */
export interface ContainerEngine {
  engine?: StackEngine;
  kubernetes: boolean;
}

/**
 * The AppArmor profile that the engine gives its containers, which the audit has as `subj=` (containerd internal/cri, CRI-O
 * internal/config/apparmor, moby profiles/apparmor, containers/common pkg/apparmor), and the scope in which systemd has the container: "cri-containerd-ID.scope".
 */
const MARKS: readonly (readonly [StackEngine, RegExp])[] = [
  ['containerd', /\bcri-containerd(?:\.apparmor\.d\b|-[\da-f]{8,64}\b)/],
  ['cri-o', /\bcrio-(?:default\b|[\da-f]{8,64}\b)/],
  ['docker', /\bdocker-(?:default\b|[\da-f]{12,64}\.scope\b)/],
  ['podman', /\b(?:containers-default-\d|libpod-[\da-f]{12,64}\b)/],
];
const ON_KUBERNETES: readonly StackEngine[] = ['containerd', 'cri-o'];

/** The engine whose container a record or a line beside it tells of; undefined where nothing tells. */
export function containerEngine(text: string): ContainerEngine | undefined {
  const engine =
    MARKS.find(([, mark]) => mark.test(text))?.[0] ??
    text
      .split('\n')
      .map(nodeEngine)
      .find((each) => each !== undefined);
  const kubernetes = /\bkubepods\b/.test(text) || (engine !== undefined && ON_KUBERNETES.includes(engine));
  return engine === undefined && !kubernetes ? undefined : { ...(engine && { engine }), kubernetes };
}
