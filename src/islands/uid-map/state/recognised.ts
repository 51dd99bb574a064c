import { type Part, recognise } from '../../../engine/idmap/index.ts';

/** Texts whose parts are kept: those of a question, before and after its newest change. */
const KEPT = 4;

const newest = /* @__PURE__ */ new Map<string, readonly Part[]>();

/** The parts of a text, recognised once however often a keystroke's answer asks. */
export function recognised(text: string): readonly Part[] {
  const parts = newest.get(text) ?? recognise(text);
  newest.delete(text);
  newest.set(text, parts);
  const [oldest] = newest.keys();
  if (newest.size > KEPT && oldest !== undefined) newest.delete(oldest);
  return parts;
}
