import { z } from 'astro/zod';
import file from '../../../content/data/talk-references.json' with { type: 'json' };

/** Where on the slides a reference stands. */
export const REFERENCE_GROUPS = ['reading', 'demo', 'booth', 'pictures'] as const;
export type ReferenceGroup = (typeof REFERENCE_GROUPS)[number];

const told = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  group: z.enum(REFERENCE_GROUPS),
  /** What the slide calls it. */
  name: z.string().min(1).max(80),
  /** Its address then; left out where the slide has none. */
  address: z.url().optional(),
  /** What became of it: one paragraph of Markdown. */
  told: z.string().min(1).max(700),
};
const link = z.strictObject({ title: z.string().min(1), url: z.url() });

/** What the talk pointed to: where it lives now, else where a copy is kept, else that nobody has checked. */
export const referenceSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ ...told, outcome: z.literal('successor'), link }),
  z.strictObject({ ...told, outcome: z.literal('archived'), link }),
  z.strictObject({ ...told, outcome: z.literal('not-checked') }),
]);
export type TalkReference = z.infer<typeof referenceSchema>;

/** Every reference, in the order of the slides; throws where the file is not as the schema says. */
export const TALK_REFERENCES: readonly TalkReference[] = z.array(referenceSchema).parse(file.references);
