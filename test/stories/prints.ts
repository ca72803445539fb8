import fc from 'fast-check';
import type { Fingerprint } from '../../src/stories/fingerprint.ts';

/** Few values for each field, so that many articles nearly agree and the limits of groups bite. */
const some = (values: readonly string[]) => fc.subarray([...values]).map((list) => list.sort());
const hashes = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 24 })
  .map((list) => list.sort((a, b) => a - b));
const spans = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.integer({ min: 100, max: 106 }).map((day) => ({ from: day, to: day })),
  },
  { weight: 1, arbitrary: fc.constant({ from: 95, to: 125 }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
/** Up to 24 fingerprints that nearly agree, `article-00` and so on. */
export const prints = fc
  .array(
    fc.record({
      span: spans,
      language: fc.constantFrom('en', 'ur'),
      acts: some(['call', 'meeting', 'dialogue']),
      stages: some(['ahead', 'arrival']),
      forms: some(['visit: call', 'visit: meeting', 'voice: embassy']),
      offices: some(['premier', 'minister']),
      people: some(['rassendyll', 'sponsz', 'flavia']),
      things: some(['corridor', 'tunnel']),
      places: some(['strelsau', 'szohod']),
      dates: some(['08-19', '08-20']),
      weekdays: fc.constantFrom([1], [2], [2, 1]),
      monthDay: fc.constantFrom(undefined, 11, 14),
      ordinals: some(['5', '6']),
      matters: some(['flood', 'tents', 'port']),
      counts: some(['9', '13']),
      strangers: hashes,
      sounds: hashes,
      words: hashes,
      shingles: hashes,
    }),
    { maxLength: 24 },
  )
  .map((records) =>
    records.map(
      ({ span, monthDay, ...record }, at): Fingerprint => ({
        id: `article-${String(at).padStart(2, '0')}`,
        ...record,
        ...(span === undefined ? {} : { days: span }),
        ...(span !== undefined || monthDay === undefined ? {} : { monthDay }),
        actors: record.people,
        principals: record.people,
        outsiders: [],
        states: [],
        numbers: [],
      }),
    ),
  );
