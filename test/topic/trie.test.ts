import fc from 'fast-check';
import { expect, it } from 'vitest';
import { growTrie, ROOT, stepFrom } from '../../src/topic/trie.ts';

const unitsOf = (word: string) => Uint16Array.from(word, (letter) => letter.charCodeAt(0));

it('leads along each word to a node of its own, and nowhere else', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '巴', '\u0000'), minLength: 1 });
  fc.assert(
    fc.property(fc.array(word), word, (words, other) => {
      const { trie, nodeOf } = growTrie();
      const nodes = new Map(words.map((each) => [each, nodeOf(unitsOf(each))]));
      const walk = (text: string): number | undefined => {
        let node: number | undefined = ROOT;
        for (const unit of unitsOf(text)) {
          if (node !== undefined) node = stepFrom(trie, node, unit);
        }
        return node;
      };
      for (const [each, node] of nodes) expect(walk(each)).toBe(node);
      expect(new Set(nodes.values()).size).toBe(nodes.size);
      const leads = words.some((each) => each.startsWith(other));
      expect(walk(other) !== undefined).toBe(leads);
    }),
  );
});
