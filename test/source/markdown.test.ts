import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripEmphasis } from '../../src/source/markdown/inline.js'
import { htmlBlocks } from '../../src/source/html/blocks/blocks.js'
import { parseFragment } from '../../src/source/html/parse.js'
import { markdownToHtml } from '../../src/source/markdown/to-html.js'
import { readOne } from './read.js'
import { expectLinear } from '../support/growth.js'

/** The text before any rule of cleaning looks at it. */
const read = (markdown: string): string =>
  htmlBlocks(parseFragment(markdownToHtml(markdown)))
    .blocks.map(({ text }) => text)
    .join('\n')
const body = (markdown: string): string => readOne('a.md', markdown).articles[0]?.body ?? ''

describe('Markdown to text', () => {
  it.each([
    ['headings', '# 河\n\n## 第二节 ##\n\n正文。', '第二节\n正文。'],
    ['setext headings', '序\n====\n\n第一节\n---\n\n正文。', '第一节\n正文。'],
    [
      'emphasis',
      '**很***重要*，~~旧的~~ ==新的== __粗__ 与 snake_case_name。',
      '很重要，旧的 新的 粗 与 snake_case_name。',
    ],
    ['stars that multiply', '2 * 3 * 4 等于 24。', '2 * 3 * 4 等于 24。'],
    [
      'links',
      '见 [河的\n历史](https://example.com/a_(b) "题") 与 [目录][1] 和 <https://example.com>。\n\n[1]: https://example.com',
      '见 河的历史 与 目录 和 https://example.com。',
    ],
    ['a link around an image', '看 [![桥](a.jpg)](b.html) 吧。', '看 吧。'],
    ['lines of one paragraph', '托卡\n耶夫到访，\n随后会谈。', '托卡耶夫到访，随后会谈。'],
    ['lines between Latin words', 'open\nsource', 'open source'],
    ['hard breaks', '第一行  \n第二行\\\n第三行', '第一行\n第二行\n第三行'],
    ['quotations', '> 引文第一段\n> 接着\n>\n> 第二段\n\n正文。', '引文第一段接着\n第二段\n正文。'],
    ['lists', '- 苹果\n- [x] 梨\n  1. 鸭梨\n* 桃', '苹果\n梨\n鸭梨\n桃'],
    ['tables', '| 年 | 人数 |\n|---|:--:|\n| 2020 | 三\\|百 |', '年 人数\n2020 三|百'],
    ['fences', '```js\nif (a < b) { *c* }\n\n# d\n```\n正文。', 'if (a < b) { *c* }\n# d\n正文。'],
    ['inline code', '用 `a_b*c*` 和 ``x`y``。', '用 a_b*c* 和 x`y。'],
    ['footnotes', '河水涨了[^1]。\n\n[^1]: 见某报。', '河水涨了。\n见某报。'],
    ['escapes', '\\*不斜\\* 1\\. 河', '*不斜* 1. 河'],
    ['HTML inside', '前<span style="color:red">红</span>后。\n\n<div>块</div>\n\n正文。', '前红后。\n块\n正文。'],
    ['comments', '前。\n\n<!-- more -->\n\n后。', '前。\n后。'],
    ['attribute lists', '正文。\n{: .note}\n\n后。', '正文。\n后。'],
    ['a heading without a blank', '#标题\n\n正文。', '正文。'],
  ])('%s', (_name, markdown, text) => {
    expect(body(markdown)).toBe(text)
  })

  it.each([
    [
      'below a list item',
      '3. 配置：\n\n    ```xml\n    <dep>\n      <id>桥</id>\n    </dep>\n    ```\n\n然后。',
      '配置：\n<dep>\n  <id>桥</id>\n</dep>\n然后。',
    ],
    ['on the line of a list item', '- ```html\n  <b>桥</b>\n\n  <i>水</i>\n  ```\n- 后', '<b>桥</b>\n<i>水</i>\n后'],
    [
      'in a quotation',
      '> 引文\n> ~~~js\n> List<String> a = b;\n>\n> b < c\n> ~~~\n\n后。',
      '引文\nList<String> a = b;\nb < c\n后。',
    ],
    ['with longer marks', '````md\n```js\n<T>\n```\n````\n后。', '```js\n<T>\n```\n后。'],
    ['that never ends, on the line of a list item', '- ```\n  <T>\n**后**。', '<T>\n后。'],
    ['that never ends, in a list item', '- 前\n  ```\n  <T>\n后。', '前\n<T>\n后。'],
    [
      'behind a tag',
      '<details>\n<summary>看</summary>\n```java\nMap<K, V> m = {}\n```\n</details>',
      '看\nMap<K, V> m = {}',
    ],
    [
      'in a tag of a generator',
      '{% highlight java %}\nList<T> a = {{ a }};\n{% endhighlight %}',
      'List<T> a = {{ a }};',
    ],
    ['inside another', '{% codeblock %}\n```js\n{{ a }} = 1\n```\n{% endcodeblock %}\n\n后。', '{{ a }} = 1\n后。'],
    [
      'by its indentation',
      '前：\n\n    Map<K, V> m = {}\n      # 注释\n\n    return m\n\n后。',
      '前：\nMap<K, V> m = {}\n  # 注释\nreturn m\n后。',
    ],
    [
      'by its indentation, in a list item',
      '1. 前：\n\n       x < y\n       let <T>z;\n\n   后。',
      '前：\nx < y\nlet <T>z;\n后。',
    ],
  ])('code stays as it is: %s', (_name, markdown, text) => {
    expect(read(markdown)).toBe(text)
  })
  it.each([
    ['generics', '方法 foo<T>(List<String> a) 和 <E, F> 返回 Map<K,V>。'],
    ['an address of mail', '写信给 <name@example.com>。'],
    ['comparisons', '若 a<b 则 c>d，若 x <b and y> 2 则停。'],
    ['a tag without its end', '标签 <title> 与 <script> 和 <!-- 之后还有文字。'],
    ['names of elements that are none', '配置 <dependency> 和 </dependency> 之间。'],
    ['a declaration', '文件以 <?xml version="1.0"?> 或 <!DOCTYPE html> 开头。'],
    ['brackets after brackets', '取 arr[i][j] 和 [注一][注二]。'],
    ['a class of characters', '正则 [^abc] 不含它们。'],
    ['equality', '若 (a==b && c==d) 则停。'],
    ['mathematics', '设 $a_1 < b_{2}$，$$\\frac{x}{y} \\_ *z*$$ 成立。'],
    ['an address', '见 https://example.com/_a_/b_c_ 一页。'],
    ['a year at the beginning of a line', '1984. 那一年。'],
    ['a label that is no definition', '[注意]: 这里要小心'],
  ])('what is no markup is text: %s', (_name, text) => {
    expect(body(text)).toBe(text)
    expect(body(`${text}\n\n末段。`)).toBe(`${text}\n末段。`)
  })
  it.each([
    ['a mark in a heading', '## 学习 C#\n\n后。', '学习 C#\n后。'],
    ['bars in code in a table', '| 式 | 值 |\n|---|---|\n| `a|b` | `c\\|d` |', '式 值\na|b c|d'],
    ['references in code', '写作 `&lt;`，即 `{{ a }}` 与 `{% raw %}`。', '写作 &lt;，即 {{ a }} 与 {% raw %}。'],
    ['double brackets in code', '`if [[ -f x ]]` 见 [[桥|那座桥]]。', 'if [[ -f x ]] 见 那座桥。'],
    ['labels of components', '前。\n\n<TabItem label="桥上">\n\n文字。\n\n</TabItem>', '前。\n桥上\n文字。'],
    ['tags in the text of an image', '前<img src="a.jpg" alt="桥，<i>其一</i>">后。', '前后。'],
    ['the label of a button', '按 <button>确定</button> 键。', '按 确定 键。'],
    ['words in place of an address', '数组[下标](从零开始)。', '数组下标(从零开始)。'],
    ['mathematics of several lines', '$$\na_1 * b_2 \\\\\nc < d\n$$\n\n后。', '$$\na_1 * b_2 \\\\\nc < d\n$$\n后。'],
    [
      'an environment',
      '\\begin{align}\n  a_1 &= b_2 \\\\\n\\end{align}',
      '\\begin{align}\n  a_1 &= b_2 \\\\\n\\end{align}',
    ],
    ['a comment with blank lines', '前。\n\n<!-- a\n\nb > c -->\n\n后。', '前。\n后。'],
    ['an indented paragraph', '前。\n\n    那年，**桥**断了。', '前。\n那年，桥断了。'],
  ])('%s: all its words are there', (_name, markdown, text) => {
    expect(read(markdown)).toBe(text)
  })
  it('the first heading is the title where nothing else is', () => {
    expect(readOne('a.md', '# 河\n\n正文。').articles[0]).toMatchObject({ title: '河', body: '正文。' })
  })
  it('the headline is the title where front matter has none; one of several is the heading of a part', () => {
    const read = (text: string) => readOne('guide.md', `---\ntags: [河]\n---\n${text}`).articles[0]
    expect(read('\n# 渡口\n\n正文。\n\n## 后来\n\n别的。')).toMatchObject({
      title: '渡口',
      body: '正文。\n后来\n别的。',
    })
    expect(read('渡口\n====\n\n正文。')?.title).toBe('渡口')
    expect(read('# 从前\n\n正文。\n\n# 后来\n\n别的。')).toMatchObject({
      title: 'guide',
      body: '从前\n正文。\n后来\n别的。',
    })
    expect(read('正文。\n\n# 后来\n')?.title).toBe('guide')
  })
})

describe('tags of site generators', () => {
  it.each([
    ['Hexo notes', '{% note info %}\n注意河水。\n{% endnote %}', '注意河水。'],
    ['Hexo code', '{% codeblock lang:js %}\na < b\n{% endcodeblock %}', 'a < b'],
    ['Liquid highlight', '{% highlight ruby %}\nputs 1\n{% endhighlight %}', 'puts 1'],
    ['post links', '见 {% post_link river "河的历史" %}。', '见 河的历史。'],
    ['links', '见 {% link 河的历史 https://example.com %}。', '见 河的历史。'],
    ['links to files', '见 {% asset_link river.pdf 河的历史 %}。', '见 河的历史。'],
    [
      'words in a style',
      '水{% label primary@很高 %}，{% span red, 不能 %}{% u 过河 %}{% label 了 blue %}。',
      '水很高，不能过河了。',
    ],
    ['images', '前{% asset_img a.jpg 桥 %}后', '前后'],
    ['variables', '版本 {{ site.version }} 完', '版本 完'],
    ['Hugo shortcodes', '{{< notice >}}\n注意。\n{{< /notice >}}', '注意。'],
    ['raw', '{% raw %}{{ 原样 }}{% endraw %}', '{{ 原样 }}'],
    ['inside a fence they are code', '```\n{{ a }}\n```', '{{ a }}'],
  ])('%s', (_name, markdown, text) => {
    expect(body(markdown)).toBe(text)
  })
  it('a figure has a caption', () => {
    const include = readOne('a.md', '正文。\n\n{% include figure image_path="a.jpg" caption="河上的桥" %}')
    expect(include.articles[0]).toMatchObject({ body: '正文。', captions: ['河上的桥'] })
    expect(readOne('a.md', '正文。\n\n{{< figure src="a.jpg" caption="河上的桥" >}}').articles[0]).toMatchObject({
      body: '正文。',
      captions: ['河上的桥'],
    })
  })
})

describe('robustness', () => {
  it.each([
    '**a ',
    '[a](',
    '![',
    '`a',
    '<a ',
    '{% a ',
    '{{ ',
    '> ',
    '```\n',
    '| a\n',
    '[^',
    '_a ',
    '\\',
    '- ',
    '{% raw %}',
  ])('a megabyte of %j takes eight times as long as an eighth', async (piece) => {
    await expectLinear((size) => {
      const text = piece.repeat(size / piece.length)
      return () => readOne('a.md', text)
    }, 1_000_000)
  })
  it('plain Han text comes out as it went in', () => {
    const line = fc
      .array(fc.constantFrom(...'河边的树在秋天落了叶，。：“”！'), { minLength: 3, maxLength: 40 })
      .map((c) => `山${c.join('')}`)
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 6 }), (lines) => {
        expect(body(lines.join('\n\n'))).toBe(lines.join('\n'))
      }),
    )
  })
  it('anything is read without throwing', () => {
    const piece = fc.constantFrom(
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '!',
      '<',
      '>',
      '#',
      '- ',
      '|',
      '\n',
      '\n\n',
      '河',
      'a',
      '{%',
      '%}',
      '{{',
      '}}',
      '\\',
      '~~~',
      '---',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => void readOne('a.md', pieces.join(''))),
      { numRuns: 300 },
    )
  })
})

describe('emphasis', () => {
  /** As one pattern for each kind of mark has it, which looks 1,000 units ahead from each mark. */
  const plain = (text: string): string =>
    text
      .replace(/(\*\*\*|\*\*|~~|(?<![\w)\]'"=!<>])==)(?=[^\s*~=])([^\n]{0,1000}?[^\s])\1/g, '$2')
      .replace(/(?<![\p{L}\p{N}_])(__|_)(?=[^\s_])([^\n]{0,1000}?[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2')
      .replace(/(?<![*\\])\*(?=[^\s*])([^*\n]{0,1000}?[^\s*])\*(?!\*)/g, '$1')
  const piece = fc.constantFrom(...['*', '**', '_', '__', '~~', '==', '=', '\\', ' ', '\n', '桥', '，', 'a'])
  const long = fc.integer({ min: 985, max: 1005 }).map((length) => '河'.repeat(length))

  it('is what plain patterns find', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ arbitrary: piece, weight: 40 }, long), { maxLength: 60 }), (pieces) => {
        expect(stripEmphasis(pieces.join(''))).toBe(plain(pieces.join('')))
      }),
      { numRuns: 500 },
    )
  })
})

it('an image whose text contains tags is no text, in a block of HTML either', () => {
  const image = '<img src="a.jpg" alt="左：桥，<i>旧照片</i>">'
  expect(read(`<div>\n<p>河边的树</p>${image}<p>落了叶。</p>\n</div>\n`)).toBe('河边的树\n落了叶。')
})
