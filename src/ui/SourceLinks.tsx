export interface SourceLinksProps {
  sources: readonly { title: string; url: string }[];
}

/** Where a statement comes from, small, one link a source. */
export function SourceLinks({ sources }: SourceLinksProps) {
  if (sources.length === 0) return null;
  return (
    <p class="source-links">
      {sources.map(({ title, url }, index) => (
        <>
          {index > 0 && ' · '}
          <a href={url}>{title}</a>
        </>
      ))}
    </p>
  );
}
