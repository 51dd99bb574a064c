import { getCollection } from 'astro:content';
import type { Incident } from '../../islands/incidents/state/Needs.ts';
import type { IncidentEntry } from './incidentSchema.ts';

/** An incident with its id, the newest first. */
export interface IncidentText {
  id: string;
  /** 2022-01-18 */
  date: string;
  entry: IncidentEntry;
}

/** Every incident, the newest first. */
export async function incidents(): Promise<readonly IncidentText[]> {
  const all = (await getCollection('incidents')).map(({ id, data }) => ({ id, date: dayOf(data.date), entry: data }));
  return all.sort((a, b) => b.date.localeCompare(a.date) || a.id.localeCompare(b.id));
}

/** An incident as the island's table lists it. */
export const listed = ({ id, date, entry }: IncidentText): Incident => ({
  id,
  title: entry.title,
  ...(entry.name !== undefined && { name: entry.name }),
  date,
  ...(entry.kernel !== undefined && { kernel: entry.kernel }),
  stopped: [...new Set(entry.stopped.map(({ by }) => by))],
  ways: entry.ways.map(({ through, with: held, calls }) => ({ ...(through && { through }), with: held, calls })),
});

export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
