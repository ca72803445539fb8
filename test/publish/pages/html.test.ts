import { describe, expect, it } from 'vitest';
import { href, html, joined, Markup } from '../../../src/publish/pages/html.ts';

describe('html', () => {
  it('escapes text and attribute values unless they are markup made here', () => {
    const hostile = `"><img src=x onerror='alert(1)'>&amp;`;
    expect(html`<p title="${hostile}">${hostile}</p>`.toString()).toBe(
      '<p title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;">' +
        '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;</p>',
    );
    expect(html`<p>${html`<b>${'<'}</b>`}</p>`.toString()).toBe('<p><b>&lt;</b></p>');
  });

  it('does not believe an object that only looks like markup', () => {
    const forged = JSON.parse('{"text":"<script>","toString":"<script>"}');
    expect(() => html`${forged}`).toThrow();
    expect(forged instanceof Markup).toBe(false);
  });

  it('leaves nothing of absent values and joins lists', () => {
    expect(html`[${undefined}${false}${['a', 0, ['<']]}]`.toString()).toBe('[a0&lt;]');
  });

  it('drops characters that no HTML document may hold', () => {
    expect(html`${'a\0b\x1bc\x85d\ufffee\ud83d\n中'}`.toString()).toBe('abcde\n中');
  });

  it('joins the parts that are there', () => {
    expect(joined(['a', undefined, html`<b>b</b>`, false], ' · ').toString()).toBe('a · <b>b</b>');
  });
});

describe('href', () => {
  it('is written for web addresses only', () => {
    expect(href('https://a.example/?x=1&y="2"')?.toString()).toBe(
      ' href="https://a.example/?x=1&amp;y=&quot;2&quot;"',
    );
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      ' https://a',
      '/a',
      undefined,
    ]) {
      expect(href(address)).toBeUndefined();
    }
  });
});
