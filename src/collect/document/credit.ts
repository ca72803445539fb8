import { agencyIn } from './dateline.ts';

/** The agency credit at the end of a story's last paragraph: `(PTI)`, `… AFP`, `= DNA`, `APP/asg`. */
export type Credit = { readonly agency: string; readonly text: string; readonly rest: string };

const FORMS: readonly RegExp[] = [
  /\s?[([](?<name>[^()[\]]{2,40})[)\]]\.?$/u,
  /\s?(?:=|—|–|--|\/)\s?(?<name>[\p{L}]{2,12})\s?\/?$/u,
  /(?<=[.!?"”’])\s(?<name>[A-Z][A-Za-z]{1,11})\.?$/u,
  /(?<=[.!?"”’])\s(?<name>[A-Z]{2,8})\/[a-z]{2,5}$/u,
];

/** Splits off a credit; `undefined` where the paragraph ends in its own words. */
export function takeCredit(paragraph: string): Credit | undefined {
  for (const form of FORMS) {
    const match = form.exec(paragraph.length > 200 ? paragraph.slice(-200) : paragraph);
    const agency = agencyIn(match?.groups?.name ?? '');
    if (match === null || agency === undefined) continue;
    const rest = paragraph.slice(0, paragraph.length - match[0].length).trim();
    return { agency, text: match[0].trim(), rest };
  }
  return undefined;
}
