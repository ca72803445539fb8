/**
 * Which label of the cases each of our tags answers to. Tags that are not in the table are not
 * scored: the labels know no people, and places only where they are a matter of their own.
 */
export const labelOfTag: ReadonlyMap<string, string> = new Map(
  Object.entries({
    visit: ['visit', 'meeting', 'dialogue'],
    call: ['call'],
    statement: ['statement', 'briefing'],
    cpec: ['cpec', 'cpec-jcc', 'cpec-phase-ii', 'cpec-authority', 'cpec-decade-2023', 'ml-1'],
    gwadar: ['gwadar', 'gwadar-port', 'new-gwadar-airport', 'gwadar-east-bay-expressway'],
    counterterrorism: ['counterterrorism', 'terror-financing'],
    'security-of-nationals': ['security-of-chinese-nationals'],
    economy: [
      'trade',
      'investment',
      'financing',
      'debt-rollover',
      'industrial-cooperation',
      'imf-programme',
      'imf',
      'fatf',
      'panda-bond',
      'currency-swap',
      'cpfta',
      'special-economic-zones',
    ],
    defence: ['defence-cooperation', 'arms-sales', 'exercise', 'hangor-submarine'],
    mediation: ['mediation'],
    sco: ['sco'],
    un: ['united-nations', 'unsc', 'unsc-1267-committee', 'un-coordination'],
    india: ['india', 'china-india-relations'],
    iran: ['iran', 'iran-war-2026'],
    afghanistan: ['afghanistan', 'afghanistan-issue'],
    kashmir: ['kashmir', 'kashmir-dispute'],
    water: ['water-dispute', 'indus-waters-treaty', 'iwt-abeyance-2025'],
    energy: ['energy', 'ipp-dues'],
    nuclear: ['nuclear-cooperation', 'chashma-nuclear', 'k2-k3-nuclear'],
    space: ['space-cooperation'],
    technology: ['technology'],
    'people-to-people': ['people-to-people'],
  }).flatMap(([label, tags]) => tags.map((tag) => [tag, label] as const)),
);
