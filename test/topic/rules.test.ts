import { describe, expect, it } from 'vitest';
import { gazetteerSchema, matchRulesSchema, tagRulesSchema } from '../../src/topic/rules.ts';

const complaints = (result: {
  readonly error?: { readonly issues: readonly { path: PropertyKey[]; message: string }[] };
}) => (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

const names = { id: 'gulf', label: 'Gulf', kind: 'place', names: { en: ['Gulf'] } };

const rules = {
  bar: 2,
  sides: { qatar: { countries: ['QA'] } },
  acts: [],
  rules: [{ id: 'named', says: 'Named', weight: 1, in: ['title'], needs: [{ named: 'qatar' }] }],
};

describe('gazetteerSchema', () => {
  it('takes an entity and fills in what may be left out', () => {
    expect(gazetteerSchema.parse([names])).toEqual([{ ...names, ambiguous: [] }]);
  });

  it('refuses an ambiguous spelling that is no name', () => {
    expect(complaints(gazetteerSchema.safeParse([{ ...names, ambiguous: ['Bay'] }]))).toEqual([
      '0.ambiguous.0: "Bay" is not among the names of gulf; add it there too',
    ]);
  });

  it('refuses an id that stands twice', () => {
    expect(complaints(gazetteerSchema.safeParse([names, names]))).toEqual([
      '1.id: "gulf" stands twice; merge the two entries or rename one',
    ]);
  });

  it('refuses a friend that it does not know', () => {
    expect(complaints(gazetteerSchema.safeParse([{ ...names, friends: ['bay'] }]))).toEqual([
      '0.friends: "bay" is no id of this file; name an entity that is',
    ]);
  });

  it('refuses a rival that it does not know', () => {
    expect(complaints(gazetteerSchema.safeParse([{ ...names, rivals: ['bay'] }]))).toEqual([
      '0.rivals: "bay" is no id of this file; name an entity that is',
    ]);
  });

  it('refuses a country in small letters and a field it does not know', () => {
    const found = complaints(gazetteerSchema.safeParse([{ ...names, country: 'qa', colour: 1 }]));
    expect(found).toContain('0.country: must be a country code of two capitals, such as "CN"');
    expect(found.some((complaint) => complaint.includes('colour'))).toBe(true);
  });
});

describe('matchRulesSchema', () => {
  const withTest = (test: object) => ({ ...rules, rules: [{ ...rules.rules[0], needs: [test] }] });

  it('takes rules and fills in what may be left out', () => {
    expect(matchRulesSchema.parse(rules).rules[0]).toMatchObject({
      givenTitle: false,
      lacks: [],
      needs: [{ named: 'qatar', times: 1 }],
    });
  });

  it('names the sides there are where a rule asks for another', () => {
    expect(complaints(matchRulesSchema.safeParse(withTest({ actor: 'oman' })))).toEqual([
      'rules.0.needs.0: "oman" is no side; use qatar, others',
    ]);
  });

  it('refuses a test that asks for nothing', () => {
    expect(complaints(matchRulesSchema.safeParse(withTest({ times: 2 })))[0]).toMatch(
      /^rules\.0\.needs\.0: asks for nothing/,
    );
  });

  it('refuses a side called others', () => {
    const sides = { others: { countries: ['QA'] } };
    expect(matchRulesSchema.safeParse({ ...rules, sides }).success).toBe(false);
  });
});

describe('tagRulesSchema', () => {
  it('refuses a share of nothing or of more than all', () => {
    const tags = {
      weights: { title: 1, lede: 1, body: 1 },
      bodyLimit: 100,
      share: 0.5,
      kinds: { theme: { bar: 1, limit: 3 } },
      outletKinds: {},
    };
    expect(tagRulesSchema.safeParse(tags).success).toBe(true);
    expect(tagRulesSchema.safeParse({ ...tags, share: 0 }).success).toBe(false);
    expect(tagRulesSchema.safeParse({ ...tags, share: 1.1 }).success).toBe(false);
  });
});
