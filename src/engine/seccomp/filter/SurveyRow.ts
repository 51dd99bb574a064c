import type { Verdict } from './Verdict.ts';

/** One call of an ABI's table with every answer that some arguments get. */
export interface SurveyRow {
  /** x32 numbers carry bit 30. */
  syscall: number;
  name: string;
  /** 'allow': ALLOW or LOG whatever the arguments; 'deny': never; 'depends': on the arguments. */
  summary: 'allow' | 'deny' | 'depends';
  /** Distinct by action, data, rule and reason; the first is the answer for arguments that are all 0. */
  outcomes: readonly Verdict[];
}
