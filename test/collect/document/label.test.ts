import { describe, expect, it } from 'vitest';
import { labelLine, labelLines } from '../../../src/collect/document/label.ts';

const kind = (text: string) => labelLine({ number: 1, text, gap: false }).kind;

describe('labelLine', () => {
  it.each([
    ['Share:', 'navigation'],
    ['Home / World / Diplomacy', 'navigation'],
    ['Increase Font Size Decrease Font Size Print Page', 'navigation'],
    ['हिन्दी मराठी বাংলা தமிழ்', 'navigation'],
    ['TAGS: CHINA, RAILWAY', 'navigation'],
    ['Also Read | Something else happened', 'pointer'],
    ['READ: Something else happened', 'pointer'],
    ['یہ بھی پڑھیں: کچھ اور', 'pointer'],
    ['More to follow...', 'pending'],
    ['(جاری ہے)', 'pending'],
    ['Leave a Reply', 'tail'],
    ['You may also like', 'tail'],
    ['KEY POINTS', 'points'],
    ['• The survey comes first', 'bullet'],
    ['AFP Published January 18, 2024 Updated January 18, 2024 07:51pm', 'published'],
    ['Xinhua) 08:18, April 28, 2025', 'published'],
    ['3 min read Last Updated : May 07 2025 | 10:17 AM IST', 'published'],
    ['By A Writer | 19 Jul, 2018', 'published'],
    ['11 Minutes ago', 'published'],
    ['جمعرات 29 دسمبر 2016 16:53', 'published'],
    ['By: Jane Example', 'byline'],
    ['Web Monitoring Desk', 'byline'],
    ['聯合報／ 記者甲／即時報導', 'byline'],
    ['(PTI)', 'credit'],
    ['SOURCE:AA', 'credit'],
    ['ANI Lahore', 'credit'],
    ['(With inputs from agencies.)', 'credit'],
    ['BEIJING', 'place'],
    ['Two workers at a station. (Photo by A Person/AFP via Getty Images)', 'caption'],
    ['Two workers at the station, January 4, 2026. — X/Railway Office', 'caption'],
    ['Two workers at the station. / AA', 'caption'],
    ['A worker | AFP', 'caption'],
    ['Two workers at a station. Photo: APP', 'caption'],
    ['A crater near the station, Mar 26, 2024', 'caption'],
    ['圖／取自車站網站', 'caption'],
    ['/media/files/2025/05/21/x2.jpg)', 'image'],
    ['.a{background:url(x) no-repeat center}@media(min-width:1px){.b{display:none}}', 'code'],
    ['AGL 38.00 Decreased By ▼ -0.25 (-0.65%)', 'code'],
    ['Ministers agree on mountain railway', 'heading'],
    ['The two ministers agreed on a railway on Monday.', 'prose'],
    ['Both signed an accord on a railway in the capital. March 17, 2026', 'prose'],
    ['دونوں وزرا نے دارالحکومت میں ریلوے کے معاہدے پر دستخط کیے۔ 17 مارچ 2026', 'prose'],
    ['By the time the talks ended the ministers had agreed on a railway.', 'prose'],
  ])('calls "%s" %s', (text, expected) => {
    expect(kind(text)).toBe(expected);
  });
});

describe('labelLines', () => {
  it('calls the line above a bare photo credit a caption', () => {
    const lines = ['Ministers agree', 'Workers wave at the station.', 'Image Credit: Reuters'];
    const labelled = labelLines(lines.map((text, at) => ({ number: at + 1, text, gap: false })));
    expect(labelled.map((line) => line.kind)).toEqual(['heading', 'caption', 'caption']);
  });
});
