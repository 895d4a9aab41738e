import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'
import { expectLinear } from '../support/growth.js'
import { volume } from '../support/volume.js'

const PROSE = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'

async function expectReadLinear(path: string, make: (size: number) => string | Buffer, size: number): Promise<void> {
  await expectLinear((length) => {
    const bytes = Buffer.from(make(length))
    return () => readOne(path, bytes)
  }, size)
}

/** Inputs that make careless patterns quadratic. */
describe.each(['a.txt', 'a.html', 'a.md'])('nothing, over and over, in %s is quick', (path) => {
  it.each([
    ['blanks', ' '],
    ['ideographic blanks', '　'],
    ['line breaks', '\n'],
    ['non-breaking blanks', '\u00a0'],
    ['zero-width characters', '\u200b'],
    ['full stops', '。'],
    ['one character', '长'],
    ['one that is folded', '長'],
    ['closing brackets', '】'],
    ['reporters', '記者'],
    ['dates', '2024-05-21 '],
    ['buttons', '收藏\n'],
    ['recommendations', '相关推荐\n'],
    ['bylines', '来源：某报 2024-05-21\n'],
    ['brackets', '【'],
    ['headings', '# a\n'],
    ['entities', '&amp;'],
    ['images', '<img alt="老人在桥头看着河水">'],
    ['adverts', '<div class="ad"><p>'],
    ['spans', '<span style="color:#666">'],
  ])('%s', async (_name, piece) => {
    await expectReadLinear(
      path,
      (size) => `${PROSE}\n${piece.repeat(size / piece.length)}河\n${PROSE}`,
      volume(200_000, 1_000_000),
    )
  })
})

const longest = volume(8, 60)

describe(`one line of ${longest} MB`, () => {
  it.each([
    ['a.txt', '长'],
    ['a.html', '長'],
    ['a.md', '長）'],
  ])(
    'in %s of %s is read within bounds',
    async (path, piece) => {
      const size = longest * 1e6
      const prepare = (length: number) => {
        const bytes = Buffer.alloc(length, piece)
        return () => {
          const { articles, problems } = readOne(path, bytes)
          expect(articles.length + problems.length).toBeGreaterThan(0)
        }
      }
      await expectLinear(prepare, size, size)
    },
    60_000,
  )
})

it('a heading of any length gives a title within bounds, and stays in the text', () => {
  const heading = `标${'`'.repeat(30_000)}题`
  for (const [path, text] of [
    ['a.md', `# ${heading}\n\n${PROSE}`],
    ['a.html', `<h1>${heading}</h1><p>${PROSE}</p>`],
  ] as const) {
    const article = readOne(path, text).articles[0]!
    expect(article.title.length).toBeLessThanOrEqual(2000)
    expect(article.body).toContain('题')
  }
})

describe('control characters', () => {
  it('stay in the article exactly; printing them is the edge’s care', () => {
    const text = `${PROSE}\u001b[31m红\u202e`
    expect(readOne('x.jsonl', JSON.stringify({ text })).articles[0]!.body).toBe(text)
  })
  it('references to them in HTML give none', () => {
    expect(readOne('a.html', `<p>${PROSE}&#27;[31m&amp;#27;[31m</p>`).articles[0]!.body).not.toContain('\u001b')
    const code = readOne('a.html', `<p>${PROSE}</p><pre>a  b&#27;[31m\tc&#128;&amp;#27;</pre><p>${PROSE}</p>`)
    expect(code.articles[0]!.body).toContain('\na  b[31m\tc')
    expect(code.articles[0]!.body).not.toMatch(/[\u001b\u0080]/)
  })
})

/** Each of these took minutes, or for ever, or overflowed the stack of the engine. */
describe('what a test of all patterns found is quick', () => {
  it.each<[path: string, name: string, make: (size: number) => string, size: number]>([
    ['a.txt', 'comments without a tag', (size) => '<!---->'.repeat(size) + '河', 300],
    ['a.md', 'images in a label that is not closed', (size) => '[' + '![]()'.repeat(size), 300],
    ['a.md', 'a line of marks', (size) => '- '.repeat(size), 1_000_000],
    ['a.md', 'a line of quotation marks', (size) => '>'.repeat(size), 2_000_000],
    ['a.md', 'a line of rules', (size) => '---' + ' '.repeat(size) + '河', 200_000],
    ['a.md', 'blanks in front matter', (size) => `---\ntitle${' '.repeat(size)}\n---\n${PROSE}`, 200_000],
    [
      'a.md',
      'blanks in a value of front matter',
      (size) => `---\ntitle: "a${' '.repeat(size)}\n  b: [\n---\n${PROSE}`,
      60_000,
    ],
    ['a.md', 'comments of Liquid that are not closed', (size) => '{% comment %}'.repeat(size), 50_000],
    [
      'a.txt',
      'ideographic blanks at the ends of paragraphs',
      (size) => `${PROSE}${'　'.repeat(90)}）\n`.repeat(size),
      3000,
    ],
    ['a.txt', 'ideographic blanks behind counters', (size) => `阅读1${'　'.repeat(50)}\n`.repeat(size), 2000],
    [
      'a.txt',
      'ideographic blanks behind credits',
      (size) => `附件${'　'.repeat(80)}\n来源${'　'.repeat(100)}\n`.repeat(size),
      1000,
    ],
    ['a.txt', 'buttons that could be read in many ways', (size) => `${'字号 '.repeat(20)}\n`.repeat(size), 500],
  ])('in %s: %s', async (path, _name, make, size) => {
    await expectReadLinear(path, make, size)
  })
})
