import { readArch } from '../../linux/index.ts';
import {
  counted,
  type Diagnostic,
  error,
  info,
  type Parsed,
  type SourceText,
  shellWords,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { type ImageLibc, imageProblem, libcOfImage, untaggedExample } from '../libc/readLibc.ts';
import { STACK_ENGINES } from '../stackMeant.ts';
import type { Stack, StackEngine } from '../targetOfStack.ts';
import type { Fact } from './Fact.ts';
import { type Found, type Installed, upstreamRelease } from './olderInStacks.ts';
import { type Facts, type LineContext, lineContexts, readFacts, type ToldAgain } from './readFacts.ts';

/** What a text can name in two versions, as of two machines or of two packages, in words. */
const NAMES: Partial<Record<Fact, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  containerd: 'containerd',
  'cri-o': 'CRI-O',
  runc: 'runc',
  crun: 'crun',
  libseccomp: 'libseccomp',
  shadow: 'newuidmap from shadow',
  kernel: 'Linux',
  kubernetes: 'Kubernetes',
};

/**
 * Lines that name another version of what an earlier line counts for: one finding for each set of versions, so that a hundred nodes of a cluster
 * are a few. `used`: the places of what counts; of other parts nothing is told.
 */
function otherVersions({ first, again }: Facts, used: ReadonlySet<Found['span']>): Diagnostic[] {
  const lines = new Map<number, Left[]>();
  for (const found of again) {
    const counting = first.get(found.beside);
    if (!NAMES[found.fact] || !counting || !used.has(counting.span) || !isOther(found, counting)) continue;
    const left = { found, isEarlier: counting.span.start < found.span.start };
    lines.set(found.span.line, [...(lines.get(found.span.line) ?? []), left]);
  }
  const sets = Map.groupBy(lines.values(), (left) =>
    left.map(({ found: { fact, value } }) => `${NAMES[fact]} ${value}`).join(' and '),
  );
  return [...sets].map(([words, [left = [], ...others]]) => {
    const beside = others.length === 0 ? '' : ` (also in ${counted(others.length, 'other line')})`;
    const counting = left[0]?.isEarlier === false ? 'the first node' : 'an earlier line';
    return info(
      'another-version',
      `${words}${beside} ${left.length === 1 ? 'is' : 'are'} left out: ${counting} has another version.`,
      'For another machine, paste its lines alone.',
      left[0]?.found.span,
    );
  });
}

/** What is left out; `isEarlier`: what counts stands before it. */
interface Left {
  found: ToldAgain;
  isEarlier: boolean;
}

/** The builds of one release count as the same: docker info has v1.1.15-0-gbc20cb4 where runc --version has 1.1.15. */
const isOther = ({ fact, beside, value }: ToldAgain, counting: Found): boolean =>
  fact !== beside || upstreamRelease(value) !== upstreamRelease(counting.value);

/** The runtimes that a stack can have, by what an engine starts unless told otherwise, and the line that tells it otherwise. */
const USUAL: Readonly<Record<StackEngine, readonly Stack['runtime'][]>> = {
  docker: ['runc', 'crun'],
  containerd: ['runc', 'crun'],
  podman: ['crun', 'runc'],
  'cri-o': ['crun', 'runc'],
};

/**
 * The runtime that docker info or podman info names, or else that which the engine starts unless told otherwise. A package of crun is no proof that
 * dockerd or containerd uses it: they look for runc (moby's StockRuntimeName), where Podman takes crun before runc (containers.conf(5), `runtime`).
 */
function readRuntime({ first, listed }: Facts, engine: StackEngine | undefined) {
  const named = engine === 'docker' || engine === 'podman' ? first.get(`${engine} runtime`) : undefined;
  const name = named?.value === 'io.containerd.runc.v2' ? 'runc' : named?.value;
  const usual = USUAL[engine ?? 'docker'];
  const unproven = usual[0] === 'runc' && engine !== undefined && name !== 'crun' && listed.has('crun') ? 'crun' : '';
  const runtime = usual.find((each) => each === (name ?? each) && each !== unproven && first.has(each));
  const version = runtime && first.get(runtime);
  const value: Installed =
    runtime && version ? { runtime: { value: runtime, span: version.span }, runtimeVersion: version } : {};
  // What is usual is the stack's, too.
  const isMissing = named !== undefined && version === undefined && name !== usual[0];
  const diagnostics = isMissing ? [notRead(named, name === usual[1])] : [];
  return { value, diagnostics };
}

const notRead = ({ value, span }: Found, isKnown: boolean): Diagnostic =>
  isKnown
    ? warning(
        'runtime-version-missing',
        `The default runtime is ${value}, and its version isn’t given.`,
        `Paste ${value} --version too.`,
        span,
      )
    : warning(
        'runtime-unknown',
        `The default runtime is ${value}; only runc and crun are known here.`,
        'The answers are those of the stack’s own runtime.',
        span,
      );

/** A name with a tag, as the only word of its line. */
const REFERENCE = /^[a-z0-9][a-z0-9._/-]*(?::\d+\/[a-z0-9._/-]+)?:[A-Za-z0-9][\w.-]*$/;
const LDD = 'paste what ldd --version prints in the image';

/** The first image whose name tells its libc, on a line of its own or in a command; and those lines that are an image whose name does not. */
function readImages(source: SourceText, contexts: readonly LineContext[]) {
  let image: Found<ImageLibc & { name: string }> | undefined;
  const diagnostics: Diagnostic[] = [];
  for (const { line, start, listed } of contexts) {
    if (listed?.isSure) continue;
    const words = shellWords(line);
    for (const word of words) {
      const isAlone = words.length === 1;
      const isNamed = /[:/]/.test(word.text) || (isAlone && /^ubi\d+$/.test(word.text));
      const found = isNamed ? libcOfImage(word.text) : undefined;
      const span = spanAt(source, start + word.start, start + word.end);
      if (found) image ??= { value: { ...found, name: word.text }, span };
      else if (isAlone && (REFERENCE.test(word.text) || untaggedExample(word.text) !== undefined))
        diagnostics.push(imageProblem(word.text, { otherwise: LDD, span }));
    }
  }
  return { image, diagnostics };
}

/** A version that names no program: a row cut from what docker version, podman version or crio version prints, or a number alone. */
const LONE = /^\s*(?:Version:\s*)?v?(\d{1,3}(?:\.\d+)+\S*)$/;

/** Docker numbers its releases by year since 17.03, and by itself since 23.0: neither Podman nor containerd, CRI-O, runc or crun has come so far. */
const FIRST_OF_DOCKER = 17;

/** The first such line of a text that names no engine: what it may be of, and what to paste instead. */
function loneVersion(source: SourceText, contexts: readonly LineContext[]): Diagnostic | undefined {
  const found = contexts.find(({ line }) => LONE.test(line));
  const [, version = ''] = LONE.exec(found?.line ?? '') ?? [];
  if (found === undefined) return undefined;
  const span = spanAt(source, found.start, found.start + found.line.length);
  const isDockers = Number.parseInt(version, 10) >= FIRST_OF_DOCKER;
  const message = isDockers
    ? `${version} looks like a Docker version, but the line doesn’t say whether it is the client’s or the server’s.`
    : `${version} has no program name beside it: Podman, containerd, CRI-O, runc or crun could have this version.`;
  const hint = isDockers
    ? 'Paste the whole output of docker version, or the “Server Version:” line of docker info.'
    : 'Paste the whole output of podman version, containerd --version, crio version, runc --version or crun --version.';
  return warning('version-of-unknown', message, hint, span);
}

const PASTE =
  'Paste the output of one of these: docker version, docker info, podman version, podman info, runc --version, crun --version, containerd --version, ' +
  'crio version, crictl version, kubectl get nodes -o wide, uname -a, cat /etc/os-release, ldd --version, dpkg -l, rpm -qa. An image name, such as ubuntu:22.04, also works.';

/** Docker brings containerd along, so that containerd counts where no other engine is named. */
const ENGINES: readonly StackEngine[] = ['docker', 'podman', 'cri-o', 'containerd'];

/** What a text tells of a machine. */
interface ReadInstalled extends Parsed<Installed> {
  /** Numbers of the lines that tell again what an earlier line told. */
  repeated: readonly number[];
}

/** What the outputs of known programs in a pasted text tell of a machine, each with its place; several in one text, with prompts or without. */
export function readInstalled(text: string): ReadInstalled {
  const source = sourceText(text);
  const contexts = lineContexts(source);
  const told = readFacts(source, contexts);
  const { image, diagnostics } = readImages(source, contexts);
  const engine = readEngine(told);
  const runtime = readRuntime(told, engine.value.engine?.value);
  const value: Installed = { ...engine.value, ...runtime.value, ...restOf(told) };
  if (image) value.image = image;
  const lone = value.engine === undefined && value.kernel === undefined ? loneVersion(source, contexts) : undefined;
  if (lone) diagnostics.push(lone);
  const isEmpty = Object.keys(value).length === 0;
  if (isEmpty && diagnostics.length === 0) {
    return {
      value: undefined,
      diagnostics: [error('nothing-known', 'No version and no image found.', PASTE)],
      repeated: [],
    };
  }
  const used = new Set(Object.values(value).map(({ span }) => span));
  return {
    value: isEmpty ? undefined : value,
    diagnostics: [...engine.diagnostics, ...runtime.diagnostics, ...otherVersions(told, used), ...diagnostics],
    repeated: told.again.map(({ span }) => span.line),
  };
}

function readEngine({ first: facts, node }: Facts): { value: Installed; diagnostics: Diagnostic[] } {
  const client = facts.get('docker client');
  const server = facts.get('docker');
  const found = (engine: StackEngine) =>
    engine === 'docker'
      ? (server ?? client)
      : (facts.get(engine) ?? (engine === 'podman' ? facts.get('podman client') : undefined));
  const named = ENGINES.filter((engine) => found(engine) !== undefined);
  const engine = node ?? named[0];
  const other = named.find((each) => each !== engine);
  const version = engine && found(engine);
  if (!engine || !version) return { value: {}, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  if (engine === 'docker' && !server) diagnostics.push(clientOnly(version));
  const second = other === undefined || other === 'containerd' ? undefined : found(other);
  if (other && second) diagnostics.push(twoEngines(engine, other, second));
  return { value: { engine: { value: engine, span: version.span }, engineVersion: version }, diagnostics };
}

const clientOnly = ({ value, span }: Found) =>
  warning(
    'client-only',
    `${value} is Docker’s client version; the server’s decides, and none was given.`,
    'Paste docker version with the server running, or docker info.',
    span,
  );

const twoEngines = (engine: StackEngine, other: StackEngine, { value, span }: Found) =>
  info(
    'two-engines',
    `${STACK_ENGINES[other]} ${value} is left out: the stack is ${STACK_ENGINES[engine]}’s.`,
    `Remove the lines of ${STACK_ENGINES[engine]} to ask for ${STACK_ENGINES[other]}.`,
    span,
  );

function restOf(told: Facts): Installed {
  const { first: facts } = told;
  const rest: Installed = {};
  const [libseccomp, kernel, kubernetes] = [facts.get('libseccomp'), facts.get('kernel'), facts.get('kubernetes')];
  if (libseccomp) rest.libseccomp = libseccomp;
  const shadow = facts.get('shadow');
  if (shadow) rest.shadow = shadow;
  if (kernel) rest.kernel = kernel;
  const machine = facts.get('machine');
  const arch = machine && readArch(machine.value);
  if (machine && arch) rest.machine = { value: arch, span: machine.span };
  if (kubernetes) rest.kubernetes = kubernetes;
  const distribution = distributionOf(told);
  if (distribution) rest.distribution = distribution;
  const [glibc, musl] = [facts.get('glibc'), facts.get('musl')];
  if (glibc) rest.libc = { value: { name: 'glibc', version: glibc.value }, span: glibc.span };
  else if (musl) rest.libc = { value: { name: 'musl', version: musl.value }, span: musl.span };
  return rest;
}

/** "debian 13" by what a node's line tells, or by os-release(5)'s ID and VERSION_ID, or by the name that docker info shows: "Ubuntu 22.04.5 LTS". */
function distributionOf({ first: facts, node }: Facts): Found | undefined {
  const [id, release, name] = [facts.get('os id'), facts.get('os release'), facts.get('os')];
  if (id && !(node && name)) return { value: release ? `${id.value} ${release.value}` : id.value, span: id.span };
  const [, first, digits] = /^(\w+)[^\d]*(\d+(?:\.\d+)?)?/.exec(name?.value ?? '') ?? [];
  if (!name || first === undefined) return undefined;
  return { value: [first.toLowerCase(), digits].filter((word) => word !== undefined).join(' '), span: name.span };
}
