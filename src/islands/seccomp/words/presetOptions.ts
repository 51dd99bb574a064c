import { PRESETS } from '../../../instrument/presets/presets.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Source } from '../state/Question.ts';
import type { State } from '../state/State.ts';

/** The value of the own text that gave way to another, in the list of profiles. */
export const KEPT = 'own';

/** The list of profiles: the site's, then the reader's own text, where it is the present one or gave way to it. */
export function presetOptions({ asked: { source, text }, own }: State): readonly SelectOption[] {
  const presets = PRESETS.map(({ id, title, group }) => ({ value: id, label: title, group }));
  return [
    ...presets,
    ...('preset' in source ? [] : [{ value: '', label: ownName(source) }]),
    ...(own && own.text !== text ? [{ value: KEPT, label: `${ownName(own.source)}, kept` }] : []),
  ];
}

const ownName = (source: Source): string => ('name' in source && source.name) || 'Your own text';
