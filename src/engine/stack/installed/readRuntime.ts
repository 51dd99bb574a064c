import { type Diagnostic, warning } from '../../text/index.ts';
import type { Stack, StackEngine } from '../Stack.ts';
import type { Found, Installed } from './Installed.ts';
import type { Facts } from './readFacts.ts';

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
export function readRuntime({ first, listed }: Facts, engine: StackEngine | undefined) {
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
