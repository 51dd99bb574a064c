import { readArch } from '../../linux/index.ts';
import { type Diagnostic, error, info, type Parsed, sourceText, warning } from '../../text/index.ts';
import { STACK_ENGINES } from '../engineNames.ts';
import type { StackEngine } from '../Stack.ts';
import type { Found, Installed } from './Installed.ts';
import { lineContexts } from './LineContext.ts';
import { loneVersion } from './loneVersion.ts';
import { otherVersions } from './otherVersions.ts';
import { type Facts, readFacts } from './readFacts.ts';
import { readImages } from './readImages.ts';
import { readRuntime } from './readRuntime.ts';

const PASTE =
  'Paste the output of one of these: docker version, docker info, podman version, podman info, runc --version, crun --version, containerd --version, ' +
  'crio version, crictl version, kubectl get nodes -o wide, uname -a, cat /etc/os-release, ldd --version, dpkg -l, rpm -qa. An image name, such as ubuntu:22.04, also works.';

/** Docker brings containerd along, so that containerd counts where no other engine is named. */
const ENGINES: readonly StackEngine[] = ['docker', 'podman', 'cri-o', 'containerd'];

/** What a text tells of a machine. */
export interface ReadInstalled extends Parsed<Installed> {
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
