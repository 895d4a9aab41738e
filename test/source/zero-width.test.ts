import { describe, expect, it } from 'vitest'
import { readByline } from '../../src/source/clean/byline.js'
import { readTags } from '../../src/source/clean/lines.js'
import { readOne } from './read.js'

const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'

describe.each([
  ['U+200B', '\u200b'],
  ['U+2060', '\u2060'],
  ['U+FEFF', '\ufeff'],
])('%s inside a word is no blank', (_name, zero) => {
  const broken = (text: string): string => text.slice(0, 1) + zero + text.slice(1)

  it.each([{}, { n: 1 }])('in the fields of a record (with %j besides)', (more) => {
    const record = {
      title: broken('中国银行'),
      author: broken('欧阳修'),
      tags: broken('科技 财经'),
      text: '甲',
      ...more,
    }
    const [article] = readOne('x.jsonl', JSON.stringify(record)).articles
    expect(article).toMatchObject({ title: '中国银行', author: '欧阳修', tags: ['科技', '财经'] })
  })
  it('nor one more beside a blank', () => {
    const [article] = readOne('x.jsonl', JSON.stringify({ title: `河 ${zero} 水${zero}`, text: '甲' })).articles
    expect(article!.title).toBe('河 水')
  })
  it('in front matter', () => {
    const header = `---\ntitle: ${broken('中国银行')}\nauthor: ${broken('欧阳修')}\ntags: [${broken('科技')}]\n---\n`
    const { articles, problems } = readOne('a.md', header + prose)
    expect(articles).toMatchObject([{ title: '中国银行', author: '欧阳修', tags: ['科技'] }])
    expect(problems).toEqual([])
  })
  it('in what an image says', () => {
    const html = `<p>${prose}</p><img alt="${broken('河边的老桥和秋天的树')}"><p>${prose}</p>`
    expect(readOne('a.html', html).articles[0]!.captions).toEqual(['河边的老桥和秋天的树'])
  })
  it('in a byline and a line of tags', () => {
    const line = `作者：${broken('欧阳修')} 来源：${broken('河畔小报')} 2024-05-21`
    expect(readByline(line)).toMatchObject({ author: '欧阳修', source: '河畔小报' })
    expect(readTags(`标签：${broken('科技')} 财经`)).toBe('科技 财经')
  })
})
