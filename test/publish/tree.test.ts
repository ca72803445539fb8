import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/collect/html.ts';
import { element, readXml, writeXml } from '../../src/publish/tree.ts';

describe('readXml', () => {
  it.each([
    ['an element that is not closed', '<a><b></a>'],
    ['a bare ampersand', '<a>x & y</a>'],
    ['a prefix that is bound to nothing', '<a><x:b/></a>'],
    ['an attribute given twice', '<a b="1" b="2"/>'],
    ['a control character', '<a>\u0008</a>'],
    ['"]]>" in text', '<a>]]></a>'],
    ['text after the end', '<a/>x'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['nothing at all', ''],
  ])('refuses %s', (_, text) => {
    expect(() => readXml(text)).toThrow();
  });

  it('says where the trouble is', () => {
    expect(() => readXml('<a>\n<b></a>')).toThrow(/^2:/);
  });
});

describe('writeXml', () => {
  it('gives back what was put in, however hostile', () => {
    const nasty = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(nasty, nasty, (inside, value) => {
        const read = readXml(writeXml(element('a', { b: value }, [`x${inside}`])));
        expect(read.children.join('')).toBe(cleanText(`x${inside}`));
        expect(read.attributes.b).toBe(cleanText(value).replace(/[\t\n]/g, ' '));
      }),
    );
  });

  it('indents elements but adds nothing to text', () => {
    const tree = element('a', {}, [element('b', {}, [' x\ny ']), element('c', { d: '"' })]);
    expect(writeXml(tree)).toBe('<a>\n  <b> x\ny </b>\n  <c d="&quot;"/>\n</a>');
  });

  it('leaves out attributes without a value', () => {
    expect(writeXml(element('a', { b: undefined, c: '' }))).toBe('<a c=""/>');
  });
});
