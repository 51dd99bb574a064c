import { parseProfile, readerOf, type Start, starts, type Target } from '../../../engine/seccomp/index.ts';
import { applyEdits, whenThere } from '../../../engine/text/index.ts';
import { filterOn } from '../../../instrument/stacks/filterOn.ts';
import type { StartOf } from '../state/StartOf.ts';

/** Asks whether a container starts with the text, and with the changed text. */
export async function startOf(text: string, changed: string, target: Target): Promise<StartOf> {
  const before = await startWith(text, target);
  const after = changed === text ? before : await startWith(changed, target);
  const edits = after?.fix ?? [];
  return {
    now: alwaysRefused(before),
    after: alwaysRefused(after),
    fix:
      edits.length === 0 || alwaysRefused(after).length === 0 ? undefined : { edits, text: applyEdits(changed, edits) },
  };
}

async function startWith(text: string, target: Target): Promise<Start | undefined> {
  const { value: profile } = await whenThere(() => parseProfile(text, 0, readerOf(target)));
  const filter = profile && (await filterOn(profile, target))?.value;
  return filter && (await whenThere(() => starts(filter, text)));
}

const alwaysRefused = (start: Start | undefined): readonly string[] => [
  ...new Set((start?.usual ?? []).filter(({ when }) => when === 'always').map(({ name }) => name)),
];
