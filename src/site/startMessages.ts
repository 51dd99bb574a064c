import facts from '../../content/data/starts.json' with { type: 'json' };

/** The end of a message with which a container does not start, and the calls that the filter refused, one at a time, when a runtime said it. */
export interface StartMessage {
  said: string;
  calls: readonly string[];
}

interface Recorded {
  name: string;
  said?: string;
}

/** What a runtime was recorded to say under the usual options, in the order of its calls. */
export function startMessages(runtime: 'runc' | 'crun'): StartMessage[] {
  const usual: readonly Recorded[] = facts[runtime].usual;
  const callsOf = new Map<string, string[]>();
  for (const { name, said } of usual) {
    if (said === undefined) continue;
    callsOf.set(said, [...(callsOf.get(said) ?? []), name]);
  }
  // Where it gave the errno alone, nothing tells its message from any other.
  callsOf.delete('operation not permitted');
  return [...callsOf].map(([said, calls]) => ({ said, calls }));
}
