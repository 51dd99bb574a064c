import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { KUBERNETES_SECCOMP, page, thread } from './sources.ts';

const POD_SECURITY = page(
  'Kubernetes, Pod Security Standards',
  'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
);

/** What Kubernetes refuses by itself, before a node or a kernel is asked. */
export const podEntries: readonly ErrorEntry[] = [
  entry({
    code: 'run-as-non-root',
    title: '`container has runAsNonRoot and image will run as root`',
    layer: 'engine',
    examples: [
      'Error: container has runAsNonRoot and image will run as root (pod: "app-0_default(6e554b4c)", container: app)',
      'Error: container has runAsNonRoot and image has non-numeric user (nobody), cannot verify user is non-root (pod: "kuard-798585497b-4lpqf_default(6e554b4c-4f39-4fae-97c6-b147436639f4)", container: kuard)',
      "Error: container's runAsUser breaks non-root policy",
    ],
    sources: [
      thread('prometheus/statsd_exporter', 406),
      page(
        'Kubernetes, Configure a Security Context',
        'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
      ),
    ],
    phrases: ['container has runasnonroot', 'breaks non-root policy'],
    reads: ({ text }) => {
      const user = /non-numeric user \(([^)]{1,60})\)/.exec(text)?.[1];
      return user === undefined
        ? {}
        : {
            says: `The Pod has runAsNonRoot: true, and the image names its user as “${user}”. The kubelet does not read the image’s /etc/passwd, so it cannot know that this is not UID 0.`,
            facts: { user },
          };
    },
    who: 'the kubelet, before it starts the container',
    says: 'The Pod has runAsNonRoot: true, and neither the Pod nor the image names a user other than root.',
    next: [
      { why: 'See the image’s user.', command: 'docker image inspect --format "{{.Config.User}}" IMAGE' },
      {
        why: 'Name the user by its number in the Pod.',
        command: 'securityContext: {runAsNonRoot: true, runAsUser: 1000}',
        fixes: true,
      },
      { why: 'Or in the Dockerfile.', command: 'USER 1000:1000', fixes: true },
    ],
    learn: LESSONS.owners,
  }),
  entry({
    code: 'pod-security',
    title: '`violates PodSecurity "restricted:latest"`',
    layer: 'engine',
    examples: [
      'Error creating: pods "perfana-grafana-79b685674b-rgfsf" is forbidden: violates PodSecurity "restricted:latest": seccompProfile (pod or containers "vault-agent-init", "vault-agent" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      'would violate PodSecurity "restricted:v1.24": allowPrivilegeEscalation != false (container "kube-rbac-proxy" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (containers "eventing-webhook", "kube-rbac-proxy" must set securityContext.capabilities.drop=["ALL"])',
    ],
    sources: [POD_SECURITY, thread('hashicorp/vault-k8s', 416), thread('knative/serving', 13298)],
    phrases: ['violates podsecurity', 'would violate podsecurity'],
    who: 'Kubernetes’ API server: Pod Security admission',
    says: 'The namespace enforces a Pod Security Standard, and the Pod lacks what the message lists. The Pod never reached a node.',
    next: [
      { why: 'See which standard the namespace enforces.', command: 'kubectl get namespace NAMESPACE --show-labels' },
      {
        why: 'Give the container what “restricted” requires.',
        command:
          'securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: ["ALL"]}, seccompProfile: {type: RuntimeDefault}}',
        fixes: true,
      },
    ],
    learn: LESSONS.engines,
  }),
  entry({
    code: 'localhost-profile-field',
    title: '`localhostProfile: Required value`',
    layer: 'engine',
    examples: [
      'The Pod "app" is invalid: spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
      'The Pod "app" is invalid: spec.securityContext.seccompProfile.localhostProfile: Invalid value: "profiles/audit.json": can only be set when seccomp type is Localhost',
      'spec.securityContext.seccompProfile.localhostProfile: Invalid value: "/etc/audit.json": must be a relative path',
    ],
    sources: [
      KUBERNETES_SECCOMP,
      page(
        'Kubernetes, pkg/apis/core/validation',
        'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go',
      ),
    ],
    phrases: ['localhostprofile: ', 'localhost seccomp profile'],
    who: 'Kubernetes’ API server, reading the Pod',
    says: 'localhostProfile belongs to type: Localhost, and is a path below the kubelet’s seccomp directory, without a slash in front and without “..”.',
    next: [
      { why: 'See the Pod’s profile.', command: 'kubectl get pod POD -o jsonpath="{..seccompProfile}"' },
      {
        why: 'Write both fields.',
        command: 'seccompProfile: {type: Localhost, localhostProfile: profiles/audit.json}',
        fixes: true,
      },
    ],
    learn: LESSONS.engines,
  }),
  entry({
    code: 'crash-loop',
    title: '`Back-off restarting failed container`, `CrashLoopBackOff`',
    layer: 'engine',
    examples: [
      'Warning  BackOff  2m (x5 over 3m)  kubelet  Back-off restarting failed container app in pod app-7d9c_default(1fbd)',
      'Back-off restarting failed container',
      'app-7d9c   0/1   CrashLoopBackOff   5 (40s ago)   4m',
    ],
    sources: [
      page(
        'Kubernetes, Pod Lifecycle: how Pods handle problems with containers',
        'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts',
      ),
      page(
        'Kubernetes, Debug Running Pods',
        'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/',
      ),
      page('kubectl logs, --previous', 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/'),
    ],
    passesOn: true,
    phrases: ['back-off restarting failed container', 'crashloopbackoff'],
    who: 'the kubelet, waiting before the next start',
    says: 'This line is a consequence and names no cause. The container’s program ended each time that it was started, so the kubelet waits before the next start: 10 seconds at first, then twice as long each time, up to five minutes.',
    next: [
      {
        why: 'Read what the program wrote before it ended, and paste that here.',
        command: 'kubectl logs POD -c CONTAINER --previous',
      },
      {
        why: 'Under Last State, see Reason and Exit Code: 137 with OOMKilled is the memory limit, 126 and 127 a program that cannot be executed or is missing. The events below name a failed probe.',
        command: 'kubectl describe pod POD',
      },
      {
        why: 'If the exit code is 0, the program finished without an error: start a program that keeps running, or use a Job.',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
];
