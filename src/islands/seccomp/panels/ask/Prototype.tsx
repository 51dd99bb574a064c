import type { CallSignature } from '../../words/completions/callSignature.ts';

/** A call's prototype with the argument that is being typed set off; the line keeps its height where none is known. */
export function Prototype({ id, signature }: { id: string; signature: CallSignature | undefined }) {
  return (
    <p class="prototype" data-answer="" id={id}>
      {signature && (
        <>
          {signature.call}(
          {signature.parameters.map((parameter, index) => (
            <>
              {index > 0 && ', '}
              <span class={index === signature.at ? 'at' : undefined}>{parameter}</span>
            </>
          ))}
          )
        </>
      )}
    </p>
  );
}
