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
  name: ${scalar(name)}
spec:
  hostUsers: false
  containers:
  - name: shell
    image: ${scalar(image)}
    command: ["sleep", "infinity"]
`;
}

/** As it is where YAML takes it for a string, else in quotes, whose escapes are JSON's. */
function scalar(text: string): string {
  return /^[a-z][a-z0-9./:@_-]*[a-z0-9]$/.test(text) && !/^(?:true|false|yes|no|on|off|null|[yn])$/.test(text)
    ? text
    : JSON.stringify(text);
}
