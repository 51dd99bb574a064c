import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { exerciseSchema } from './site/exercises/exerciseSchema.ts';

const sources = z.array(z.object({ title: z.string(), url: z.url(), note: z.string().optional() })).min(1);

const learn = defineCollection({
  loader: glob({ base: './content/learn', pattern: '*.mdx' }),
  schema: z.object({
    title: z.string(),
    description: z.string().max(160),
    part: z.enum(['The surface', 'Who you are', 'What you may do']),
    order: z.number().int(),
    lede: z.string(),
    sources,
  }),
});

const reference = defineCollection({
  loader: glob({ base: './content/reference', pattern: '*.mdx' }),
  schema: z.object({ title: z.string(), description: z.string().max(160), lede: z.string(), sources }),
});

/** Beside each chapter: `content/learn/<chapter>/<id>.mdx`. */
const exercises = defineCollection({
  loader: glob({ base: './content/learn', pattern: '*/*.mdx' }),
  schema: exerciseSchema,
});

export const collections = { learn, reference, exercises };
