import file from '../../content/data/capabilityTexts.json' with { type: 'json' };

/** What is told of a capability by hand; content/data/capabilityTexts.json says where it is from. */
export interface CapabilityText {
  /** What it allows, in a sentence of Markdown. */
  allows: string;
  /** The kernel that it came with; left out: it is as old as capabilities are. */
  since?: string;
  /** The call that its link asks the checker about, where the filter opens none or another is better known. */
  call?: string;
}

const TEXTS: Readonly<Record<string, CapabilityText>> = file.texts;

/** The text of a capability, CAP_KILL; throws for one that has none, as a newer kernel's would. */
export function capabilityText(name: string): CapabilityText {
  const text = TEXTS[name];
  if (text === undefined) throw new Error(`content/data/capabilityTexts.json says nothing of ${name}.`);
  return text;
}
