import { load } from 'cheerio/slim'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PageTree } from '../../src/source/html/page-tree.js'
import { isElement } from '../../src/source/html/parse.js'

const selectors = [
  'h1, h2',
  '#main',
  '[class], [id], nav, footer',
  'article, [itemprop=articleBody], [class], [id]',
  'a[rel~=tag]:not([rel~=category])',
  'script[type="application/ld+json"]',
  '[itemprop=author] [itemprop=name], [rel=author], .author .name, .author',
  '[itemprop=datePublished], time[datetime], .date, time, #main',
]
const attributes = ['class=author', 'class="name date"', 'class=update', 'id=main', 'itemprop=author', 'itemprop=name']
const tag = fc.constantFrom('h1', 'h2', 'nav', 'article', 'time', 'a', 'div', 'script', 'footer')
const attribute = fc.constantFrom(
  ...attributes,
  'rel="tag a"',
  'rel="tag category"',
  'datetime=1',
  'type="application/ld+json"',
  '',
)
const html = fc
  .array(fc.tuple(tag, attribute, fc.boolean()), { maxLength: 12 })
  .map((tags) => tags.map(([name, value, closes]) => `<${name} ${value}>${closes ? `</${name}>` : ''}`).join(''))

it('selects what the library selects', () => {
  fc.assert(
    fc.property(html, fc.constantFrom(...selectors), (text, selector) => {
      const $ = load(text, { xml: { xmlMode: false } }, false)
      const all = $(selector).toArray().filter(isElement)
      const found = new PageTree(text).select(selector)
      expect(found.map(({ name, attribs }) => [name, attribs])).toEqual(all.map(({ name, attribs }) => [name, attribs]))
    }),
  )
})
