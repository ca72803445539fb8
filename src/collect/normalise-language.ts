import { detectLanguage } from './language.ts';

/** From this length on, statistics know better than a template that says `en-US` everywhere. */
const telling = 200;

/** Languages that are not written in Latin letters: their script alone proves a label wrong. */
const otherScripts = new Set(
  'ar ckb fa he hi ja ko mr ne ps ru sd ug uk ur zh bn ta te th el bg'.split(' '),
);

/**
 * The language of an article: the first of the declared ones, unless its text is plainly in
 * another. BCP-47 without region (`en` for `en-US`), with script only for `zh-Hant`.
 */
export function languageOf(
  texts: readonly string[],
  declared: readonly (string | undefined)[],
): string {
  const text = texts.join(' ').slice(0, 1_000);
  const detected = detectLanguage(text);
  const named = declared.map(primary).find((language) => language !== undefined);
  if (named === undefined) return detected;
  if (detected === 'und' || detected === named || detected.startsWith(`${named}-`)) {
    return detected === 'und' ? named : detected;
  }
  const script = (language: string) => otherScripts.has(language.slice(0, 2));
  if (text.length >= telling || script(detected) !== script(named)) return detected;
  return named;
}

function primary(label: string | undefined): string | undefined {
  const [language = '', ...rest] = (label ?? '').trim().toLowerCase().split(/[-_]/);
  if (!/^[a-z]{2,3}$/.test(language) || language === 'und') return undefined;
  const isTraditional = rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part));
  return language === 'zh' && isTraditional ? 'zh-Hant' : language;
}
