import type { SignName } from './signs.ts';

type Weight = {
  /** Log-odds that the sign adds where it fully holds. */
  readonly weight: number;
  /** What the sign says, for a reader. */
  readonly words: string;
  /** The list whose common values are named behind the words. */
  readonly list?:
    | 'people'
    | 'things'
    | 'places'
    | 'acts'
    | 'stages'
    | 'ordinals'
    | 'numbers'
    | 'dates';
};

/**
 * What each sign is worth. Fixed: set by judgement, moved by logistic regression on labelled pairs
 * of articles towards what those showed, then rounded; never counted from the articles at hand.
 */
export const WEIGHTS: Readonly<Record<SignName, Weight>> = {
  // Of two articles that share a name within a few days, few tell of one event.
  always: { weight: -2.5, words: 'two articles' },

  // When. A day between is common: the evening's event is in the morning's paper.
  sameDay: { weight: 1.3, words: 'same day' },
  nextDay: { weight: 0.5, words: 'a day apart' },
  twoDays: { weight: -0.9, words: 'two days apart' },
  undated: { weight: -0.3, words: 'the day of one is not known' },
  weekday: { weight: 1.8, words: 'same weekday' },
  otherWeekday: { weight: -1.6, words: 'other weekday' },
  dayNamed: { weight: 1.1, words: 'one names the day of the other' },
  dates: { weight: 0.2, words: 'same days named', list: 'dates' },
  recent: { weight: 0.4, words: 'soon after the event that is recalled' },
  older: { weight: -1.6, words: 'one is older than an event that the other recalls' },

  // The text itself. A quotation fills a third of a short report; half a text is a copy.
  copied: { weight: 4.3, words: 'runs of the same words' },
  copy: { weight: 1.3, words: 'most of the text is the same' },
  wording: { weight: 3.7, words: 'same words in title and lede' },
  strangers: { weight: 2.6, words: 'same names besides those of the topic' },
  languages: { weight: 1, words: 'different languages, so that wording cannot tell' },

  // Who. The same few people fill the topic, so that sharing one says little.
  actor: { weight: 0.3, words: 'same person in title or lede' },
  actors: { weight: 0.4, words: 'same pair of people', list: 'people' },
  otherActors: { weight: -0.7, words: 'other people in title and lede' },
  otherPair: { weight: -0.7, words: 'each names somebody whom the other does not' },
  people: { weight: 0.3, words: 'same people', list: 'people' },

  // What and where.
  things: { weight: 1.1, words: 'same bodies, projects or events', list: 'things' },
  places: { weight: 0.9, words: 'same place', list: 'places' },
  acts: { weight: 1.5, words: 'same act', list: 'acts' },
  otherActs: { weight: -0.8, words: 'other acts' },
  numbers: { weight: 0.4, words: 'same figures', list: 'numbers' },
  otherStates: { weight: -0.5, words: 'other states in title and lede' },

  // Which of a chain or a series: the texts of these are often alike to the word.
  stage: { weight: 0.5, words: 'same step', list: 'stages' },
  otherStage: { weight: -1.4, words: 'other step: announced, departs, arrives or done' },
  restaged: { weight: -2, words: 'the same words at another step' },
  ordinals: { weight: 0.3, words: 'same ordinal', list: 'ordinals' },
  otherOrdinals: { weight: -2.4, words: 'other ordinal' },
  series: { weight: 2.3, words: 'same number of a series', list: 'ordinals' },
  otherSeries: { weight: -5, words: 'other number of the same series' },
};
