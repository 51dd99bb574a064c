import type { StackEngine } from '../Stack.ts';

const ENGINES: ReadonlyMap<string, StackEngine> = new Map([
  ['containerd', 'containerd'],
  ['cri-o', 'cri-o'],
  ['docker', 'docker'],
]);

/** The engine of the node that a line of kubectl tells of, by the ContainerRuntimeVersion of its NodeSystemInfo: "containerd://2.1.4". */
export function nodeEngine(line: string): StackEngine | undefined {
  const [, name = ''] = / (containerd|cri-o|docker):\/\/v?\d\S*$/.exec(line) ?? [];
  return ENGINES.get(name);
}
