import type { CompletionOption } from '../../ui/Completion.ts';
import { TRACES } from '../traces/traces.ts';
import { traceName } from './traceName.ts';

/** The traces that a check may name: those that the reader opened, and the site's. */
export const knownTraces = (opened: readonly string[]): readonly CompletionOption[] => [
  ...opened.map((label) => ({ label })),
  ...TRACES.map(({ id, version }) => ({ label: traceName(id), detail: version })),
];
