import { CAPABILITIES } from '../engine/linux/index.ts';
import { capabilitiesOf, newestStack, STACK_ENGINES, type StackEngine } from '../engine/stack/index.ts';
import { stackLink, writeSeccompLink } from '../share/seccompLink.ts';
import { type CapabilityText, capabilityText } from './capabilityTexts.ts';
import { newestDocker } from './newestDocker.ts';
import { type OpenedCall, openedCalls } from './openedCalls.ts';

/** A capability with who gives it to a container, and what it opens under the newest Docker's default profile. */
export interface CapabilityRow extends CapabilityText {
  name: string;
  number: number;
  /** Its anchor on the page: cap-sys-admin. */
  id: string;
  /** The engines that give it to root in a container without being asked, by the newest stack of each. */
  engines: readonly StackEngine[];
  opens: readonly OpenedCall[];
  /** Opens the profile checker with a container that has it; without `#`. */
  fragment: string;
}

const engines = Object.keys(STACK_ENGINES) as StackEngine[];

/** The engines that give a container this capability by default. */
function enginesWith(name: string): readonly StackEngine[] {
  return engines.filter((engine) => {
    const stack = newestStack(engine);
    return stack !== undefined && capabilitiesOf(stack).includes(name);
  });
}

async function rowOf(name: string, number: number): Promise<CapabilityRow> {
  const link = stackLink(newestDocker.stack);
  const text = capabilityText(name);
  const opens = await openedCalls(link, name);
  const call = text.call ?? opens[0]?.name ?? link.call;
  const capabilities = CAPABILITIES.filter((each) => each === name || link.capabilities.includes(each));
  return {
    ...text,
    name,
    number,
    id: name.toLowerCase().replaceAll('_', '-'),
    engines: enginesWith(name),
    opens,
    fragment: await writeSeccompLink({ ...link, call, capabilities }),
  };
}

let table: Promise<readonly CapabilityRow[]> | undefined;

/** Every capability of the kernel, by number; worked out once. */
export function capabilityTable(): Promise<readonly CapabilityRow[]> {
  table ??= Promise.all(CAPABILITIES.map(rowOf));
  return table;
}

/** Which capabilities open each call that any of them opens, by the call's name. */
export function openersByCall(rows: readonly CapabilityRow[]): [call: string, openers: CapabilityRow[]][] {
  const found = new Map<string, CapabilityRow[]>();
  for (const row of rows) for (const { name } of row.opens) found.set(name, [...(found.get(name) ?? []), row]);
  return [...found].sort(([a], [b]) => a.localeCompare(b, 'en'));
}
