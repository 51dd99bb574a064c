import type { InspectionQuestion } from '../state/Inspection.ts';
import type { Question } from '../state/Question.ts';

/** What goes to the worker. */
export type Asking = { answer: Question } | { inspect: InspectionQuestion };

/** The engine in a thread of its own. */
export const startEngine = (): Worker => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
