import type { ComponentChildren } from 'preact';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import type { OfferShown, OffersShown } from '../../state/Inspection.ts';

export interface OfferListProps {
  id: string;
  /** Undefined where the call is not refused, or its offers are on their way. */
  offers: OffersShown | undefined;
  onOffer: (offer: OfferShown) => void;
  /** Says what was done to the profile from here, with the way back. */
  undo: ComponentChildren;
}

/** What to do about a refusal: each change by a button, with what it opens beside what was asked for. */
export function OfferList({ id, offers, onOffer, undo }: OfferListProps) {
  return (
    <section class="offers panel-part" data-answer="" aria-labelledby={offers && `${id}-offers`}>
      {undo}
      {offers && (
        <>
          <h2 id={`${id}-offers`}>{offers.items.length > 0 ? 'What you can change' : 'What else can refuse it'}</h2>
          {offers.required.length > 0 && (
            <p class="offer-required">
              <PhraseText phrase={offers.required} fieldId={undefined} />
            </p>
          )}
          {offers.items.length > 0 && (
            <ul>
              {offers.items.map((offer) => (
                <li key={`${offer.kind} ${offer.capabilities.join()}`}>
                  <button type="button" class="btn" onClick={() => onOffer(offer)}>
                    <PhraseText phrase={offer.button} fieldId={undefined} />
                  </button>
                  <span>
                    <PhraseText phrase={offer.does} fieldId={undefined} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
