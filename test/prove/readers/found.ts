/** The corpus: inputs that once broke a promise, as small as they could be made. */

export interface FoundInput {
  readonly path: string
  /** What it did. */
  readonly what: string
  /** The file of a size; of what cannot grow, the same for all. */
  readonly make: (size: number) => string
  /** At which it did that; 1 where it cannot grow. */
  readonly size: number
}

type Make = (size: number) => string
const input = (path: string, what: string, make: string | Make, size = 1): FoundInput => ({
  path,
  what,
  make: typeof make === 'string' ? () => make : make,
  size,
})

export const found: readonly FoundInput[] = [
  input('a.csv', 'read for ever, cut inside of its last line break', 'id,text\n1,河\r'),
  input('a.csv', 'read for ever, cut behind an unclosed quote', 'id,text\n1,"河\r'),
  input('a.tsv', 'read for ever, with returns at its end', 'id\ttext\n1\t"河\r\r\r\r'),
  input(
    'a.md',
    'took 10 s for a megabyte of images in one paragraph',
    (n) => '[桥](b.md) ![塔](a.png)\n'.repeat(n),
    15_000,
  ),
  input(
    'a.html',
    'took 10 s for a megabyte of links in one paragraph',
    (n) => `<p>${'<a href=b>渡口</a> '.repeat(n)}`,
    15_000,
  ),
  input(
    'a.rss',
    'took 4 s for a megabyte of empty entries',
    (n) => `<rss><channel>${'<item></item>'.repeat(n)}</channel></rss>`,
    10_000,
  ),
  input(
    'a.rss',
    'took 83 ms for 55 KB of an author below 500 elements, each of which copied the name',
    (n) =>
      `<rss xmlns:wp="a"><channel><wp:author><wp:author_display_name>${'<h3>[/code]'.repeat(n)}</wp:author><item><title>渡口</title></item></channel></rss>`,
    4950,
  ),
  input(
    'a.pdf',
    'took 1.2 s for 45 KB of arrays that never end',
    (n) => `%PDF-1.4\n${'3 0 obj\n<</T[ 1>>\nendobj\n'.repeat(n)}`,
    5000,
  ),
  input(
    'a.pdf',
    'took over 60 s for 360 KB of objects that begin in one another, behind as many ends of none',
    (n) => `%PDF-1.4\n${'>'.repeat(2 * n)}\n${'<</Type/Pages/2 0 obj\n'.repeat(n)}`,
    15_000,
  ),
  input('a.jsonl', 'took 2.7 s for a megabyte of lines without a key', (n) => '{":}\n'.repeat(n), 20_000),
  input(
    'a.md',
    'took 2 s for 60 KB of empty lines in YAML',
    (n) => `---\ntitle: |\n  河${'\n'.repeat(n)}\n---\n河\n`,
    60_000,
  ),
  input(
    'a.rss',
    'gave an address of 50,000 units',
    `<rss><channel><item><title>桥</title><link>http://a.example/${'a'.repeat(50_000)}</link></item></channel></rss>`,
  ),
  input(
    'a.Rmd',
    'took 0.6 s for 288 KB of paragraphs of two characters',
    (n) => `# 桥\n\n${':`\n\n'.repeat(n)}`,
    57_600,
  ),
  input(
    'a.html',
    'took 0.3 s for 230 KB of paragraphs of one character',
    (n) => `<title>桥</title>${'<p>:'.repeat(n)}`,
    57_600,
  ),
  input('a.qmd', 'took 0.8 s for 200 KB of underscores that never close', (n) => `${'_#| '.repeat(n)}河\n`, 50_000),
  input('a.md', 'took 0.4 s for 250 KB of stars that never close', (n) => `${'**#| '.repeat(n)}河**\n`, 50_000),
  input(
    'a.md',
    'took 0.1 s for a line of brackets and blanks',
    (n) => `# 桥\n\nplot(x)${'>     '.repeat(n)}\n\n河\n`,
    12,
  ),
  input(
    'a.tsv',
    'took 3 s for 120 KB below a name of 35,000 units',
    (n) => `id\t${'河水'.repeat(n)}\ttext\n${'1\t塔\t桥\n'.repeat(n / 10)}`,
    17_500,
  ),
  input(
    'a.eml',
    'gave an attachment a name of 200,000 units',
    `Subject: a\nContent-Type: multipart${'=?utf-8?B?'.repeat(20_000)}\n\n河\n`,
  ),
  input(
    'a.md',
    'took 4.4 s for 21 KB of lines of buttons',
    (n) => `# 桥\n\n河\n\n${`${'字号 | '.repeat(10)}字号 引文\n\n`.repeat(n)}`,
    200,
  ),
  input(
    'a.qmd',
    'took 2.6 µs a byte for blanks in a container',
    (n) => `::: {.note ti${' '.repeat(n)}tle="桥"}\n河\n`,
    88_000,
  ),
  input('a.md', 'took long for blanks in a heading', (n) => `## 桥${' '.repeat(n)}{.a\n河\n`, 88_000),
  input(
    'a.txt',
    'took 2.4 s for 58 KB of items below a broken field',
    (n) => `---\na: x\nauth\n${'- \n'.repeat(n)}---\n河\n`,
    19_000,
  ),
  input(
    'a.md',
    'took quadratic time for lines of a broken field',
    (n) => `---\na: x\nauth\n${'  水\n'.repeat(n)}---\n河\n`,
    19_000,
  ),
  input(
    'a.csv',
    'kept 239 KB of other keys',
    `id,text,${Array.from({ length: 10_000 }, (_, at) => `列${at}`).join(',')}\n1,河${',水水水水'.repeat(10_000)}\n`,
  ),
]
