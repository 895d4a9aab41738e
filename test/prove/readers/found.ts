/** The corpus: inputs that once broke a promise, as small as they could be made. */

export interface FoundInput {
  readonly path: string
  /** What it did. */
  readonly what: string
  readonly bytes: Uint8Array
}

const input = (path: string, what: string, content: string | Uint8Array): FoundInput => ({
  path,
  what,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
})

export const found: readonly FoundInput[] = [
  input('a.csv', 'read for ever, cut inside of its last line break', 'id,text\n1,河\r'),
  input('a.csv', 'read for ever, cut behind an unclosed quote', 'id,text\n1,"河\r'),
  input('a.tsv', 'read for ever, with returns at its end', 'id\ttext\n1\t"河\r\r\r\r'),
  input('a.md', 'took 10 s for a megabyte of images in one paragraph', '[桥](b.md) ![塔](a.png)\n'.repeat(15_000)),
  input('a.html', 'took 10 s for a megabyte of links in one paragraph', `<p>${'<a href=b>渡口</a> '.repeat(15_000)}`),
  input(
    'a.rss',
    'took 4 s for a megabyte of empty entries',
    `<rss><channel>${'<item></item>'.repeat(10_000)}</channel></rss>`,
  ),
  input(
    'a.rss',
    'took 83 ms for 55 KB of an author below 500 elements, each of which copied the name',
    `<rss xmlns:wp="a"><channel><wp:author><wp:author_display_name>${'<h3>[/code]'.repeat(4950)}</wp:author><item><title>渡口</title></item></channel></rss>`,
  ),
  input(
    'a.pdf',
    'took 1.2 s for 45 KB of arrays that never end',
    `%PDF-1.4\n${'3 0 obj\n<</T[ 1>>\nendobj\n'.repeat(5000)}`,
  ),
  input(
    'a.pdf',
    'took over 60 s for 360 KB of objects that begin in one another, behind as many ends of none',
    `%PDF-1.4\n${'>'.repeat(30_000)}\n${'<</Type/Pages/2 0 obj\n'.repeat(15_000)}`,
  ),
  input('a.jsonl', 'took 2.7 s for a megabyte of lines without a key', '{":}\n'.repeat(20_000)),
  input('a.md', 'took 2 s for 60 KB of empty lines in YAML', `---\ntitle: |\n  河${'\n'.repeat(60_000)}\n---\n河\n`),
  input(
    'a.rss',
    'gave an address of 50,000 units',
    `<rss><channel><item><title>桥</title><link>http://a.example/${'a'.repeat(50_000)}</link></item></channel></rss>`,
  ),
  input('a.Rmd', 'took 0.6 s for 288 KB of paragraphs of two characters', `# 桥\n\n${':`\n\n'.repeat(57_600)}`),
  input('a.html', 'took 0.3 s for 230 KB of paragraphs of one character', `<title>桥</title>${'<p>:'.repeat(57_600)}`),
  input('a.qmd', 'took 0.8 s for 200 KB of underscores that never close', `${'_#| '.repeat(50_000)}河\n`),
  input('a.md', 'took 0.4 s for 250 KB of stars that never close', `${'**#| '.repeat(50_000)}河**\n`),
  input('a.md', 'took 0.1 s for a line of brackets and blanks', `# 桥\n\nplot(x)${'>     '.repeat(12)}\n\n河\n`),
  input(
    'a.tsv',
    'took 3 s for 120 KB below a name of 35,000 units',
    `id\t${'河水'.repeat(17_500)}\ttext\n${'1\t塔\t桥\n'.repeat(1700)}`,
  ),
  input(
    'a.eml',
    'gave an attachment a name of 200,000 units',
    `Subject: a\nContent-Type: multipart${'=?utf-8?B?'.repeat(20_000)}\n\n河\n`,
  ),
  input(
    'a.md',
    'took 4.4 s for 21 KB of lines of buttons',
    `# 桥\n\n河\n\n${`${'字号 | '.repeat(10)}字号 引文\n\n`.repeat(200)}`,
  ),
  input('a.qmd', 'took 2.6 µs a byte for blanks in a container', `::: {.note ti${' '.repeat(88_000)}tle="桥"}\n河\n`),
  input('a.md', 'took long for blanks in a heading', `## 桥${' '.repeat(88_000)}{.a\n河\n`),
  input(
    'a.txt',
    'took 2.4 s for 58 KB of items below a broken field',
    `---\na: x\nauth\n${'- \n'.repeat(19_000)}---\n河\n`,
  ),
  input(
    'a.md',
    'took quadratic time for lines of a broken field',
    `---\na: x\nauth\n${'  水\n'.repeat(19_000)}---\n河\n`,
  ),
  input(
    'a.csv',
    'kept 239 KB of other keys',
    `id,text,${Array.from({ length: 10_000 }, (_, at) => `列${at}`).join(',')}\n1,河${',水水水水'.repeat(10_000)}\n`,
  ),
]
