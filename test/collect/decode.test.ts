import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/collect/decode.ts';

const chinese = '<rss><title>中国和巴基斯坦的外长在这个城市会见，他们说要继续合作。</title></rss>';

describe('decode', () => {
  it('drops the byte order mark of UTF-8', () => {
    expect(decode(Buffer.from(`\uFEFF${chinese}`))).toBe(chinese);
  });

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('reads %s with a mark', (encoding) => {
    expect(decode(iconv.encode(chinese, encoding, { addBOM: true }))).toBe(chinese);
  });

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('reads %s without', (encoding) => {
    expect(decode(iconv.encode(chinese, encoding, { addBOM: false }))).toBe(chinese);
  });

  it('reads a GB18030 body whose header says gb2312', () => {
    const text = '<rss>𠮷 中国 €</rss>';
    expect(decode(iconv.encode(text, 'gb18030'), 'text/xml; charset=gb2312')).toBe(text);
  });

  it.each([
    ['big5', '<rss>習近平會見總理</rss>'],
    ['shift_jis', '<rss>日本の首相</rss>'],
    ['euc-jp', '<rss>日本の首相</rss>'],
    ['euc-kr', '<rss>외교부 장관</rss>'],
    ['windows-1256', '<rss>رئيس الوزراء</rss>'],
    ['windows-1251', '<rss>Министр</rss>'],
    ['iso-8859-1', '<rss>café – “x”</rss>'],
  ])('reads %s as its XML declaration says', (encoding, body) => {
    const text = `<?xml version="1.0" encoding="${encoding}"?>${body}`;
    const bytes = iconv.encode(text, encoding === 'iso-8859-1' ? 'windows-1252' : encoding);
    expect(decode(bytes)).toBe(text);
  });

  it('believes valid UTF-8 more than a header or a declaration', () => {
    const text = `<?xml version="1.0" encoding="iso-8859-1"?>${chinese}`;
    expect(decode(Buffer.from(text), 'text/xml; charset=windows-1252')).toBe(text);
  });

  it('believes the header more than the declaration', () => {
    const text = '<?xml version="1.0" encoding="windows-1252"?><rss>Министр</rss>';
    expect(decode(iconv.encode(text, 'windows-1251'), 'text/xml; charset="windows-1251"')).toBe(
      text,
    );
  });

  it.each([
    ['gb18030', chinese],
    ['big5', '<rss>中國和巴基斯坦的外長在這個城市會見，他們說要繼續合作。</rss>'],
    ['shift_jis', '<rss>日本の首相がパキスタンを訪れる予定だと発表しました。</rss>'],
    ['euc-jp', '<rss>日本の首相がパキスタンを訪れる予定だと発表しました。</rss>'],
    ['euc-kr', '<rss>중국의 외교부 장관이 파키스탄을 방문한다고 정부가 발표하였다.</rss>'],
    ['windows-1256', '<rss>وصل رئيس الوزراء الباكستاني إلى العاصمة الصينية في زيارة رسمية</rss>'],
    ['windows-1251', '<rss>Министр иностранных дел прибыл в столицу с визитом</rss>'],
    ['windows-1252', '<rss>Le ministre – arrivé à l’aéroport – a été reçu</rss>'],
  ])('guesses %s where nobody names an encoding', (encoding, text) => {
    expect(decode(iconv.encode(text, encoding))).toBe(text);
  });

  it('keeps UTF-8 that breaks off inside a character', () => {
    const bytes = Buffer.from(chinese).subarray(0, 40);
    expect(decode(bytes).startsWith('<rss><title>中国和巴')).toBe(true);
  });

  it('undoes text that was encoded twice', () => {
    const once = Buffer.from('<rss>Minister’s café – “talks…</rss>');
    const twice = Buffer.from(iconv.decode(once, 'windows-1252'));
    expect(decode(twice)).toBe('<rss>Minister’s café – “talks…</rss>');
  });

  it('leaves a text alone that only quotes such signs', () => {
    const text = '<rss>The sign â€œ is a quotation mark, said 习</rss>';
    expect(decode(Buffer.from(text))).toBe(text);
  });

  it('takes controls for the windows-1252 signs they were', () => {
    expect(decode(Buffer.from('<rss>don\u0092t</rss>'))).toBe('<rss>don’t</rss>');
  });

  it('ignores an encoding it does not know', () => {
    expect(decode(Buffer.from('<rss>é</rss>', 'latin1'), 'text/xml; charset=nonsense')).toBe(
      '<rss>é</rss>',
    );
  });

  it('makes text of any bytes', () => {
    expect(decode(new Uint8Array())).toBe('');
    expect(typeof decode(Uint8Array.from({ length: 1_000 }, (_, index) => index * 37))).toBe(
      'string',
    );
  });
});
