import packages from '../../../../content/data/versions/packages.json' with { type: 'json' };
import type { SourceText } from '../../text/index.ts';
import type { StackEngine } from '../Stack.ts';
import type { Fact } from './Fact.ts';
import { nodeEngine } from './nodeEngine.ts';

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
