export type { Diagnosis } from './Diagnosis.ts';
