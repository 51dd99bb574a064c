import { type SourceText, spanAt } from '../../text/index.ts';
import type { StackEngine } from '../Stack.ts';
import type { Fact } from './Fact.ts';
import type { Found } from './Installed.ts';
import type { LineContext } from './LineContext.ts';

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
