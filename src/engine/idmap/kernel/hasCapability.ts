/** What the rules ask of a process: its effective capabilities in its own namespace, as `CAP_SETUID`; left out: all of them. */
export interface Capable {
  capabilities?: readonly string[];
}

/** Whether the process has the capability in its own namespace (cap_raised). */
export function hasCapability({ capabilities }: Capable, capability: string): boolean {
  return capabilities === undefined || capabilities.includes(capability);
}
