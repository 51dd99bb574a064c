/** The chapters in order, written or not, each with its part. */
export const BOOK = [
  ...['iceberg', 'containment', 'namespaces', 'cgroups'].map((slug) => [slug, 'The surface']),
  ...['capabilities', 'user-namespaces', 'subordinate-ids', 'userns-remap', 'rootless', 'volumes'].map((slug) => [
    slug,
    'Who you are',
  ]),
  ...['seccomp', 'profiles', 'docker-default', 'your-own-profile'].map((slug) => [slug, 'What you may do']),
  ...['debugging', 'limits'].map((slug) => [slug, 'What is left']),
] as const;
