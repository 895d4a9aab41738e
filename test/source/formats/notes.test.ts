import { describe, expect, it } from 'vitest'
import { readOne } from '../read.js'

const body = (path: string, text: string): string => readOne(path, text).articles[0]?.body ?? ''

describe('Org', () => {
  const note = (text: string): string => body('a.org', text)

  it('has its fields in settings at the top', () => {
    const { articles } = readOne(
      'a.org',
      ':PROPERTIES:\n:ID: 1\n:END:\n#+TITLE: 旧桥\n#+date: [2024-05-21 二]\n#+AUTHOR: 林舟\n#+FILETAGS: :水文:桥:\n\n河边。\n',
    )
    expect(articles).toMatchObject([
      { title: '旧桥', date: '2024-05-21', author: '林舟', tags: ['水文', '桥'], body: '河边。' },
    ])
  })
  it('without a title is called by its first heading', () => {
    expect(readOne('a.org', '* TODO [#A] 渡口 :水:\n河边的树在秋天落了叶。\n').articles[0]?.title).toBe('渡口')
  })
  it.each([
    ['links', '见[[https://a.example/b][那一页]]与[[id:1][*旧*桥]]。', '见那一页与旧桥。'],
    ['emphasis beside Han', '这是*很*高的~code~树，a_b_c 不是。', '这是很高的code树，a_b_c 不是。'],
    ['footnotes', '正文[fn:1]，又[fn:: 当场写的]。\n\n[fn:1] 注文。', '正文，又（ 当场写的）。\n注文。'],
    ['code', '#+begin_src js\n,* let a = 1\n# b\n#+end_src', '* let a = 1\n# b'],
    ['quotes and unknown blocks', '#+BEGIN_QUOTE\n引文\n#+END_QUOTE\n#+begin_tip\n提示\n#+end_tip', '引文\n提示'],
    ['verse', '#+begin_verse\n一\n二\n#+end_verse', '一\n二'],
    ['tables', '| 甲 | 乙 |\n|---+---|\n| 1 | 2 |', '甲 乙\n1 2'],
    ['lists', '- [X] 一\n  续行\n1) 二\n+ 词 :: 释义', '一续行\n二\n词 释义'],
    ['fixed width', ': a\n: b', 'a\nb'],
    ['a block that never ends', '#+begin_src js\nlet a\n\n河边的树', 'let a\n河边的树'],
  ])('%s', (_name, org, expected) => {
    expect(note(`#+TITLE: t\n${org}\n`)).toBe(expected)
  })
  it('comments, drawers, planning and settings are no text', () => {
    const org =
      '#+STARTUP: overview\n# 注释\n* 题\nSCHEDULED: <2024-05-21 Tue> DEADLINE: <2024-05-22>\n:LOGBOOK:\nCLOCK: [2024-05-21]\n:END:\n#+begin_comment\n不见\n#+end_comment\n河边的树。\n'
    expect(note(`#+TITLE: t\n${org}`)).toBe('题\n河边的树。')
  })
  it('captions are captions', () => {
    expect(
      readOne('a.org', '#+TITLE: t\n河边的树在秋天落了叶。\n\n#+CAPTION: 老人在桥头\n[[./b.png]]\n').articles,
    ).toMatchObject([{ body: '河边的树在秋天落了叶。', captions: ['老人在桥头'] }])
  })
})

describe('dialects of Markdown', () => {
  it('MDX: modules and comments are no text, what components wrap is', () => {
    const mdx =
      "import X from './x'\nimport {\n  A,\n} from 'y'\n\nexport const meta = {\n  a: 1,\n}\n\n# 题\n\n<Tabs><Tab>里面的话</Tab></Tabs>\n\n{/* 注释 */}正文\n\n```js\nimport b from 'b'\n```\n\nimport 是一个关键字。\n"
    expect(body('a.mdx', mdx)).toBe("里面的话\n正文\nimport b from 'b'\nimport 是一个关键字。")
  })
  it.each(['a.qmd', 'a.Rmd'])('%s: options of chunks and attributes are no text', (path) => {
    const text =
      '---\ntitle: 报告\n---\n\n## 方法 {#sec-a .unnumbered}\n\n```{r}\n#| echo: false\nplot(x)\n```\n\n::: {.callout-note title="注意"}\n内容\n:::\n'
    expect(body(path, text)).toBe('方法\nplot(x)\n注意\n内容')
  })
  it('containers keep their titles and lose their marks', () => {
    expect(body('a.md', '第一段。\n\n::: tip 小提示\n要点\n:::\n\n:::warning\n当心\n:::\n')).toBe(
      '第一段。\n小提示\n要点\n当心',
    )
  })
})

describe('Jupyter notebooks', () => {
  const cells = [
    { cell_type: 'markdown', source: ['# 渡口\n', '\n', '河边的树。'] },
    {
      cell_type: 'code',
      source: 'print("```")',
      outputs: [
        { output_type: 'stream', text: ['\u001b[31m河\u001b[0m\n'] },
        {
          output_type: 'execute_result',
          data: { 'text/plain': ['<Figure size 640x480 with 1 Axes>'], 'image/png': 'AAAA' },
        },
        { output_type: 'error', ename: 'E', evalue: '坏了' },
      ],
    },
    { cell_type: 'raw', source: '生文' },
  ]
  it('are read cell by cell, with what their code printed', () => {
    const { articles, problems } = readOne('a.ipynb', JSON.stringify({ cells, metadata: {}, nbformat: 4 }))
    expect(articles).toMatchObject([{ title: '渡口', body: '河边的树。\nprint("```")\n河\n坏了\n生文' }])
    expect(problems).toEqual([])
  })
  it('of format 3 have sheets', () => {
    const sheet = {
      cells: [
        { cell_type: 'heading', level: 1, source: '旧桥' },
        { cell_type: 'code', input: 'a = 1' },
      ],
    }
    expect(readOne('a.ipynb', JSON.stringify({ worksheets: [sheet], nbformat: 3 })).articles).toMatchObject([
      { title: '旧桥', body: 'a = 1' },
    ])
  })
  it.each(['{"a":1}', '[]', '{"cells":', ''])('%j is told', (text) => {
    expect(readOne('a.ipynb', text)).toMatchObject({ articles: [], problems: [{ unread: 'file' }] })
  })
})
