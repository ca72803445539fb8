import type { SignName } from './signs.ts';

type Weight = {
  /** Log-odds that the sign adds where it fully holds. */
  readonly weight: number;
  /** What the sign says, for a reader. */
  readonly words: string;
  /** The list whose common values are named behind the words. */
  readonly list?:
    | 'actors'
    | 'people'
    | 'things'
    | 'places'
    | 'acts'
    | 'stages'
    | 'ordinals'
    | 'numbers';
};

/**
 * What each sign is worth. Fixed: fitted once by logistic regression on labelled pairs of articles
 * a few days apart, then rounded by hand; never counted from the articles at hand.
 */
export const WEIGHTS: Readonly<Record<SignName, Weight>> = {
  always: { weight: -3.5, words: 'two articles' },
  sameDay: { weight: 2.2, words: 'same day' },
  nextDay: { weight: 0.5, words: 'a day apart' },
  twoDays: { weight: -0.5, words: 'two days apart' },
  month: { weight: -1, words: 'the day of one is known only to the month' },
  undated: { weight: -2, words: 'the day of one is not known' },
  copied: { weight: 2.4, words: 'runs of the same words' },
  copy: { weight: 1.4, words: 'most of the text is the same' },
  wording: { weight: 1.5, words: 'same words in title and lede' },
  strangers: { weight: 2.5, words: 'same names besides those of the topic' },
  actor: { weight: 0.2, words: 'same person in title or lede', list: 'actors' },
  actors: { weight: 0.5, words: 'same pair of people', list: 'people' },
  otherActors: { weight: -0.6, words: 'other people in title and lede' },
  people: { weight: 0.3, words: 'same people near the beginning', list: 'people' },
  things: { weight: 1.7, words: 'same bodies, projects or events', list: 'things' },
  otherThings: { weight: 0, words: 'other bodies, projects or events' },
  places: { weight: 1.1, words: 'same place', list: 'places' },
  otherPlaces: { weight: -0.1, words: 'other places' },
  acts: { weight: 2.5, words: 'same act', list: 'acts' },
  otherActs: { weight: -0.8, words: 'other acts' },
  stage: { weight: 0.3, words: 'same step', list: 'stages' },
  otherStage: { weight: -1.9, words: 'other step: announced, departs, arrives, done' },
  ordinals: { weight: 0, words: 'same ordinal', list: 'ordinals' },
  otherOrdinals: { weight: -1, words: 'other ordinal' },
  numbers: { weight: 0.3, words: 'same figures', list: 'numbers' },
  otherStates: { weight: -0.3, words: 'other states in title and lede' },
  languages: { weight: 1.4, words: 'different languages, so wording cannot tell' },
};
