/** What the page can do, each checked in the page itself, so that any browser can run it without a driver. */

export interface Feature {
  readonly name: string
  readonly address: string
  /** What must be shown before the check begins. */
  readonly shown: string
  /** Runs in the page; throws where something is wrong. */
  readonly check: (tools: Tools) => Promise<void>
}

interface Tools {
  readonly until: (holds: () => unknown) => Promise<void>
  readonly expectSame: (what: string, got: unknown, wanted: unknown) => void
  readonly all: (selector: string) => HTMLElement[]
  readonly one: (selector: string) => HTMLElement
  readonly texts: (selector: string) => string[]
  readonly type: (text: string) => void
  readonly server: (state: 'stop' | 'start') => Promise<unknown>
}

export const features: readonly Feature[] = [
  {
    name: 'a home says what the collection is, and gives words to try',
    address: '/?lang=en',
    shown: '.home .words .chip',
    check: async ({ until, expectSame, all, one, texts }) => {
      expectSame('the number of articles', /^\d+ articles$/.test(one('.home h2').textContent), true)
      expectSame('years', all('.timeline button').length, 15)
      expectSame('no filters', all('aside').length, 0)
      expectSame('no wider than the window', document.documentElement.scrollWidth <= innerWidth, true)
      expectSame('files where there is a title', texts('.hits .facts').join().includes('.md'), false)
      await until(() => texts('.home .words .chip').includes('灯塔'))
      all('.home .words .chip')
        .find((chip) => chip.textContent === '灯塔')!
        .click()
      await until(() => document.querySelector('.hits mark')?.textContent === '灯塔')
      expectSame('the box', document.querySelector('input')!.value, '灯塔')
    },
  },
  {
    name: 'an article is shown as its file formats it, with its own image, and nothing of it runs',
    address: `/?lang=en&id=guide.md&q=${encodeURIComponent('石桥')}`,
    shown: 'article .text h3',
    check: async ({ until, expectSame, all, one, texts }) => {
      expectSame('headings', texts('.text h3'), ['起因', '经过', '结果'])
      expectSame('numbers', [one('.text ol').getAttribute('start'), texts('.text ol > li').length], ['3', 2])
      expectSame('inner list', texts('.text ol ul > li'), ['里面一条'])
      expectSame('quote', one('.text blockquote').textContent.trim(), '桥是渡河的人修的。')
      expectSame('code', [one('.text pre').textContent, one('.text p code').textContent], ['const 桥 = 1', '代码'])
      expectSame('strong', one('.text strong').textContent, '很重')
      const [outside, inside] = all('.text a') as HTMLAnchorElement[]
      expectSame('link', [outside!.href, outside!.rel], ['https://example.org/a', 'noreferrer noopener'])
      const image = one('.text img') as HTMLImageElement
      image.loading = 'eager'
      await until(() => image.complete)
      expectSame('image', image.naturalWidth, 1)
      expectSame('other images', all('.text img').length, 1)
      expectSame('scripts', all('.text script, .text iframe, .text [onclick], .text [style]').length, 0)
      expectSame('title', document.title.includes('hacked'), false)
      expectSame('contents', texts('.contents li'), ['起因', '经过', '结果'])
      const marks = new Set(all('article mark').map((mark) => mark.dataset['mark']))
      expectSame('status', one('article [role=status] .hidden').textContent, `match 1 of ${marks.size}`)
      one('[aria-label="Next match"]').click()
      await until(() => document.querySelector('mark.current')?.getAttribute('data-mark') === '1')
      one('[aria-label="Previous match"]').click()
      await until(() => document.querySelector('mark.current')?.getAttribute('data-mark') === '0')
      inside!.click()
      await until(() => new URLSearchParams(location.search).get('id') === 'posts/1.md')
    },
  },
  {
    name: 'a filter takes several values, keeps the counts of the others, and is searched',
    address: `/?lang=en&q=${encodeURIComponent('日记')}`,
    shown: 'aside fieldset label',
    check: async ({ until, expectSame, all, one, texts }) => {
      const box = (name: string) =>
        all('fieldset label')
          .find((label) => label.textContent.startsWith(name))!
          .querySelector('input')!
      const isTold = (total: number) => one('[role=status]').textContent.startsWith(`${total} article`)
      await until(() => isTold(12))
      box('赵明').click()
      await until(() => isTold(2))
      box('冯唐').click()
      await until(() => isTold(3))
      await until(() => document.querySelector('.waiting') === null)
      const counts = texts('fieldset:has(.among) label').map((text) => text.replace(/\s+/g, ' '))
      expectSame('counts of others', [counts[0], counts.includes('冯唐 1'), counts.length], ['赵明 2', true, 8])
      expectSame('chips', texts('.chips bdi'), ['赵明', '冯唐'])
      one('fieldset button.link').click()
      await until(() => texts('fieldset:has(.among) label').length === 11)
      const among = one('.among') as HTMLInputElement
      among.value = '孙'
      among.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await until(() => texts('fieldset:has(.among) label').length === 1)
      all('.chips button').at(-1)!.click()
      await until(() => isTold(12))
      expectSame('no chips', all('.chips').length, 0)
    },
  },
  {
    name: 'all years are shown, and a range is chosen by dragging or by two lists',
    address: `/?lang=en&q=${encodeURIComponent('日记')}`,
    shown: 'aside .timeline button',
    check: async ({ until, expectSame, all, one }) => {
      const years = () => new URLSearchParams(location.search).getAll('year').join()
      expectSame('years', all('.timeline button').length, 12)
      all('.timeline button')[2]!.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
      all('.timeline button')[4]!.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))
      await until(() => years() === '2012,2013,2014')
      const [from] = all('.range select') as HTMLSelectElement[]
      from!.value = '2013'
      from!.dispatchEvent(new Event('change', { bubbles: true }))
      await until(() => years() === '2013,2014')
      await until(() => one('[role=status]').textContent.startsWith('2 articles'))
      await until(() => document.querySelector('.waiting') === null)
      expectSame('years beside the chosen ones', all('.timeline button').length, 12)
      one('.chips .chip').click()
      await until(() => years() === '')
    },
  },
  {
    name: 'hits are ordered oldest first, and occurrences tell date, title and source, by one box of orders',
    address: `/?lang=en&q=${encodeURIComponent('日记')}`,
    shown: '.hits li',
    check: async ({ until, expectSame, all, one, texts }) => {
      const sort = (order: string): void => {
        const box = one('.toolbar select') as HTMLSelectElement
        box.value = order
        box.dispatchEvent(new Event('change', { bubbles: true }))
      }
      sort('oldest')
      await until(() => document.querySelector('.hits time')?.textContent === '2010-01-01')
      one('.views button:last-child').click()
      await until(() => document.querySelector('.kwic li') !== null)
      expectSame('boxes', all('.toolbar select').length, 1)
      sort('date')
      await until(() => texts('.kwic .where')[0]?.startsWith('2021-01-01'))
      expectSame('row', texts('.kwic li:first-child .where > *'), ['2021-01-01', '第11篇日记', 'posts/11.md'])
    },
  },
  {
    name: 'what is typed is completed',
    address: '/?lang=en',
    shown: '.home .words .chip',
    check: async ({ until, expectSame, one, texts, type, all }) => {
      type('褚')
      await until(() => texts('.completions bdi').includes('褚河'))
      all('.completions button')
        .find((button) => button.textContent.endsWith('褚河'))!
        .click()
      await until(() => new URLSearchParams(location.search).get('author') === '褚河')
      expectSame('the box', (one('input[type=search]') as HTMLInputElement).value, '')
      type('第7篇')
      await until(() => texts('.completions bdi').includes('第7篇日记'))
      one('.completions button').click()
      await until(() => document.querySelector('article h1')?.textContent === '第7篇日记')
    },
  },
  {
    name: 'errors are told in the language of the page, with what to do',
    address: '/?lang=zh&id=nothing.md',
    shown: 'article .problem',
    check: async ({ until, expectSame, one, type }) => {
      expectSame('missing', one('.problem').textContent.includes('没有这篇文章'), true)
      type('date:2023-99')
      await until(() => document.querySelector('.syntax')?.textContent.includes('没有这样的日期'))
      type('长'.repeat(3000))
      await until(() => document.querySelector('.problem')?.textContent.includes('查询太长'))
      type('石桥')
      await until(() => document.querySelector('.problem') === null && document.querySelector('.syntax') === null)
      await until(() => document.querySelector('.hits mark') !== null)
    },
  },
  {
    name: 'text that turns the direction of writing turns nothing around it',
    address: `/?lang=en&q=${encodeURIComponent('反写')}`,
    shown: '.hits li',
    check: async ({ expectSame, all }) => {
      const turned = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (turned.nextNode() !== null)
        if (turned.currentNode.textContent!.includes('\u202e'))
          expectSame('isolated', turned.currentNode.parentElement!.closest('bdi, option, input') !== null, true)
      expectSame(
        'shown',
        all('.hits bdi').some((text) => text.textContent.includes('\u202e')),
        true,
      )
    },
  },
  {
    name: 'a server that is gone is told of, its last answer stays, and it is found again when it is back',
    address: `/?lang=en&q=${encodeURIComponent('日记')}`,
    shown: '.hits li',
    check: async ({ until, expectSame, all, one, type, server }) => {
      const before = all('.hits li').length
      await server('stop')
      await until(() => document.querySelector('.gone[role=alert]') !== null)
      type('石桥')
      expectSame('the last answer', all('.stale .hits li').length, before)
      one('.gone button').click()
      await until(() => document.querySelector('.gone') !== null)
      await server('start')
      await until(() => document.querySelector('.gone') === null)
      await until(() => document.querySelector('.hits mark')?.textContent === '石桥')
      expectSame('grey', all('.stale').length, 0)
    },
  },
]

const authors = '赵明 钱塘 孙行 李白 周渔 吴楚 郑和 王维 冯唐 陈州 褚河'.split(' ')

/** A pixel. */
export const image = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export const files: Readonly<Record<string, string | Buffer>> = {
  'images/bridge.png': image,
  'guide.md': `---
title: 石桥记
date: 2024-03-01
---
# 石桥记

有一座**很重**的石桥，写在\`代码\`里，见[外面](https://example.org/a)和[里面](posts/1.md)，还有[坏的](javascript:document.title='hacked')。

## 起因

> 桥是渡河的人修的。

3. 第三条石桥
   - 里面一条
4. 第四条

## 经过

\`\`\`
const 桥 = 1
\`\`\`

![桥的样子](images/bridge.png)

![别处](https://example.org/b.png) ![外面](../../secret.png)

<p style="color:red" onclick="document.title='hacked'">有样式的石桥</p>
<iframe src="https://example.org"></iframe>

## 结果

<script>document.title = 'hacked'</script>

石桥修好了。
`,
  'turned.md':
    '---\ntitle: "反写\u202e的题目"\nauthor: "反\u202e写"\ndate: 2022-01-01\n---\n反写的文字\u202e在这里结束。\n',
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `posts/${i}.md`,
      `---\ntitle: 第${i}篇日记\ndate: ${2010 + i}-01-01\nauthor: ${authors[i % 11]!}\n---\n第${i}天的日记，看见${i % 2 === 0 ? '“灯塔”' : '灯'}和海。\n`,
    ]),
  ),
}
