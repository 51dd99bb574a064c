import { type Engine, isOfKubernetes } from '../../engine/seccomp/index.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';

/**
 * A node's default profile is RuntimeDefault, which a Pod or the kubelet asks for; where neither does, the kubelet tells the runtime Unconfined
 * (kubernetes.io, "Restrict a Container's Syscalls with seccomp"; KEP-2413: "No default profile will be applied unless configured").
 */
export const POD_SOURCES = [
  {
    title: 'Kubernetes, Restrict a Container’s Syscalls with seccomp',
    url: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  },
  {
    title: 'Kubernetes, KEP-2413: Enable seccomp by default',
    url: 'https://github.com/kubernetes/enhancements/blob/master/keps/sig-node/2413-seccomp-by-default/README.md',
  },
] as const;

/** Which Pods run without a filter, after "No filter on". */
export const UNCONFINED_PODS: Phrase = [
  'a Kubernetes Pod without ',
  code('seccompProfile'),
  ', unless the kubelet sets ',
  code('seccompDefault'),
];

/** The same as a sentence, behind an answer of a node's default. */
export const POD_SENTENCE =
  'A Kubernetes Pod without seccompProfile has no filter, unless the kubelet sets seccompDefault.';

/** That sentence behind another, where the engine's default is a node's; '' elsewhere. */
export const podSentence = (engine: Engine | undefined): string => (isOfKubernetes(engine) ? ` ${POD_SENTENCE}` : '');

/** What a stack's own default is called: of a node of Kubernetes, RuntimeDefault. */
export const defaultOf = (engine: Engine | undefined): string =>
  isOfKubernetes(engine) ? 'RuntimeDefault' : 'its default profile';
