/** What the manifest is for. */
export interface PodOptions {
  name?: string;
  image?: string;
}

/** A Pod with a user namespace of its own, ready for kubectl apply (kubernetes.io, "Use a User Namespace With a Pod"). */
export function formatPod({ name = 'userns', image = 'debian' }: PodOptions = {}): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  hostUsers: false
  containers:
  - name: shell
    image: ${image}
    command: ["sleep", "infinity"]
`;
}
