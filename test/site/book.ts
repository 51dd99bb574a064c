/** The chapters in order, written or not, each with its part. */
export const BOOK: readonly (readonly [slug: string, part: string])[] = [
  ...['iceberg', 'containment', 'namespaces', 'cgroups'].map((slug) => [slug, 'The surface'] as const),
  ...['capabilities', 'user-namespaces', 'subordinate-ids', 'userns-remap', 'rootless', 'volumes'].map(
    (slug) => [slug, 'Who you are'] as const,
  ),
  ...['seccomp', 'profiles', 'docker-default', 'your-own-profile'].map((slug) => [slug, 'What you may do'] as const),
  ...['debugging', 'limits'].map((slug) => [slug, 'What is left'] as const),
];
