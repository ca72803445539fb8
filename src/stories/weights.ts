import type { SignName } from './signs.ts';

type Weight = {
  /** Log-odds that the sign adds where it fully holds. */
  readonly weight: number;
  /** What the sign says, for a reader. */
  readonly words: string;
  /** The list whose common values are named behind the words. */
  readonly list?:
    | 'states'
    | 'people'
    | 'things'
    | 'places'
    | 'acts'
    | 'forms'
    | 'offices'
    | 'matters'
    | 'ordinals'
    | 'numbers'
    | 'counts';
};

/**
 * What each sign is worth. Fixed: set by judgement, moved by logistic regression on labelled pairs
 * of articles towards what those showed (bench/weigh-stories.ts), then rounded; never counted from
 * the articles at hand.
 */
export const WEIGHTS: Readonly<Record<SignName, Weight>> = {
  // Of two articles that share a name or an act within a few days few tell of one event.
  always: { weight: -4.65, words: 'two articles' },

  // When. A day between is common: the evening's event is in the morning's paper.
  sameDay: { weight: 1.55, words: 'same day' },
  nextDay: { weight: 0.6, words: 'a day apart' },
  twoDays: { weight: -2.05, words: 'two days apart' },
  noDays: { weight: -2, words: 'the day of neither is known' },
  weekday: { weight: 0.65, words: 'same weekday' },
  otherWeekday: { weight: -2.3, words: 'other weekday' },
  namedDay: { weight: 1.8, words: 'one names the day of the other' },
  sameDates: { weight: 1.9, words: 'both name the same date' },
  monthDay: { weight: 1.8, words: 'same day of the month' },
  otherMonthDay: { weight: -1.5, words: 'other day of the month' },
  guess: { weight: 1.8, words: 'same day, as far as it could be worked out' },
  guessNext: { weight: 1.3, words: 'a day apart, as far as it could be worked out' },
  otherGuess: { weight: -2.2, words: 'other day, as far as it could be worked out' },
  recent: { weight: 0.9, words: 'soon after the event that is recalled' },
  older: { weight: -2, words: 'one is older than an event that the other recalls' },

  // The text itself. A quotation fills a third of a short report; half a text is a copy.
  copied: { weight: 4.1, words: 'runs of the same words' },
  copy: { weight: 1.55, words: 'most of the text is the same' },
  wording: { weight: 4.35, words: 'same words in title and lede' },
  strangers: { weight: 2.35, words: 'same names besides those of the topic' },
  agree: { weight: 0.7, words: 'other languages, the same act, and nothing that differs' },
  languages: { weight: 1.3, words: 'different languages, so that wording cannot tell' },

  // Who. The same few people fill the topic, so that sharing one says little.
  actor: { weight: 0.3, words: 'same person in title or lede' },
  actors: { weight: 1.05, words: 'same pair of people', list: 'people' },
  otherActors: { weight: -1.4, words: 'other people in title and lede' },
  otherPair: { weight: -3.95, words: 'two pairs of people' },
  outsider: {
    weight: -1.8,
    words: 'one is about a person of a third state whom the other does not name',
  },
  offices: { weight: 0.4, words: 'same offices', list: 'offices' },
  otherOffices: { weight: -0.65, words: 'other offices' },
  people: { weight: 0.95, words: 'same people', list: 'people' },

  // What and where.
  things: { weight: 2.85, words: 'same bodies, projects or events', list: 'things' },
  places: { weight: 2.1, words: 'same place', list: 'places' },
  acts: { weight: 0.85, words: 'same act', list: 'acts' },
  otherActs: { weight: -1.7, words: 'other acts' },
  form: { weight: 0.45, words: 'same kind of event', list: 'forms' },
  otherForm: { weight: -2.55, words: 'kinds of events that exclude one another' },
  sameMatter: {
    weight: -4.5,
    words: 'two steps of one matter, which share its people, bodies and places',
  },
  matters: { weight: 1.2, words: 'same matters', list: 'matters' },
  mattersAcross: { weight: 4, words: 'same matters in other words', list: 'matters' },
  counts: { weight: 1.8, words: 'same counts', list: 'counts' },
  sounds: { weight: 2.4, words: 'words that sound alike in two languages' },
  numbers: { weight: 1.65, words: 'same figures', list: 'numbers' },
  otherCounts: { weight: -0.4, words: 'other counts' },
  elsewhere: { weight: -6, words: 'the same words of other counts in other places' },
  otherNumbers: { weight: -1.25, words: 'other figures' },
  states: { weight: 2.2, words: 'same other state', list: 'states' },
  otherStates: { weight: -1.25, words: 'other states in title and lede' },

  // Which of a chain or a series: the texts of these are often alike to the word, since releases
  // are used again, so that what is copied then counts for nothing.
  otherStage: { weight: -3.9, words: 'other step: announced, departs, arrives or done' },
  noStage: { weight: -0.2, words: 'one is a step of a visit, the other none' },
  stepNextDay: { weight: -1.15, words: 'another step on another day' },
  restaged: { weight: -3.65, words: 'the same words, but only one is a step of a visit' },
  otherOrdinals: { weight: -3.1, words: 'other ordinal' },
  undatedRound: { weight: 1.8, words: 'same round of talks', list: 'ordinals' },
  series: { weight: 2.3, words: 'same number of a series', list: 'ordinals' },
  otherSeries: { weight: -5, words: 'other number of the same series' },
};
