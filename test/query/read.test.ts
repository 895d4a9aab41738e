import { describe, expect, test } from 'vitest'
import { parseQuery, printQuery, readQuery } from '../../src/query/index.js'
import { and, bare, boost, date, exact, field, fuzzy, not, or, prefix, strictly, text } from './support.js'

describe('a query means', () => {
  test.each([
    ['中国', text('中国')],
    ['中国 贸易', and(text('中国'), text('贸易'))],
    ['中国　贸易', and(text('中国'), text('贸易'))],
    ['中国 AND 贸易', and(text('中国'), text('贸易'))],
    ['中国 | 贸易', or(text('中国'), text('贸易'))],
    ['中国|贸易', or(text('中国'), text('贸易'))],
    ['中国 || 贸易', or(text('中国'), text('贸易'))],
    ['中国 OR 贸易', or(text('中国'), text('贸易'))],
    ['中国 ＯＲ 贸易', or(text('中国'), text('贸易'))],
    ['中国 or 贸易', and(text('中国'), text('or'), text('贸易'))],
    ['a b | c d', or(and(text('a'), text('b')), and(text('c'), text('d')))],
    ['a (b | c)', and(text('a'), or(text('b'), text('c')))],
    ['a（b｜c）', and(text('a'), or(text('b'), text('c')))],
    ['((a))', text('a')],
    ['(a b) c', and(and(text('a'), text('b')), text('c'))],
    ['-a', not(text('a'))],
    ['－a', not(text('a'))],
    ['NOT a', not(text('a'))],
    ['NOT NOT a', text('a')],
    ['-(-a)', not(not(text('a')))],
    ['a -"b c"', and(text('a'), not(exact('b c')))],
    ['a -title:b', and(text('a'), not(field('title', text('b'))))],
    ['-OR', not(text('OR'))],
    ['a -2023', and(text('a'), not(text('2023')))],
    ['a -3.5版', and(text('a'), not(text('3.5版')))],
    ['a -苹果、香蕉', and(text('a'), not(text('苹果、香蕉')))],
    ['a NOT 3.5', and(text('a'), not(text('3.5')))],
  ])('%s', (query, tree) => {
    expect(strictly(query)).toEqual(tree)
  })
})

describe('an exact string', () => {
  test.each([
    ['"中国 贸易"', exact('中国 贸易')],
    ['“中国”', exact('中国')],
    ['‘中国’', exact('中国')],
    ['「中国」', exact('中国')],
    ['『中国』', exact('中国')],
    ['＂中国＂', exact('中国')],
    ['“中国"', exact('中国')],
    ["'中国", exact('中国')],
    ["'中国'", exact('中国')],
    ["'don't", exact("don't")],
    ["'苹果宝'是什么", and(exact('苹果宝'), text('是什么'))],
    ["'a|'b", or(exact('a'), exact('b'))],
    ['第二届“光华杯”大赛', and(text('第二届'), exact('光华杯'), text('大赛'))],
    ['"他说“好”"', exact('他说“好”')],
    ['"a\\"b\\\\c\\d"', exact('a"b\\c\\d')],
    ['"a OR -b:c* (d"', exact('a OR -b:c* (d')],
  ])('%s', (query, tree) => {
    expect(strictly(query)).toEqual(tree)
  })
})

describe('a suffix', () => {
  test.each([
    ['托卡*', prefix('托卡')],
    ['托卡＊', prefix('托卡')],
    ['kazakh~', fuzzy('kazakh')],
    ['kazakh~1', fuzzy('kazakh')],
    ['kazakh~2', fuzzy('kazakh', 2)],
    ['2024~', fuzzy('2024')],
    ['3~5', text('3~5')],
    ['中国^2', boost(2, text('中国'))],
    ['中国＾2.5', boost(2.5, text('中国'))],
    ['中*^2', boost(2, prefix('中'))],
    ['"a b"^3', boost(3, exact('a b'))],
    ["'a'^3", boost(3, exact('a'))],
    ["'a^3", boost(3, exact('a'))],
    ['(a b)^0.5', boost(0.5, and(text('a'), text('b')))],
    ['(a^2)^3', boost(3, boost(2, text('a')))],
    ['-a^2', not(boost(2, text('a')))],
    ['title:a^2', boost(2, field('title', text('a')))],
    ['title:(a^2)', field('title', boost(2, text('a')))],
  ])('%s', (query, tree) => {
    expect(strictly(query)).toEqual(tree)
  })
})

describe('a field', () => {
  test.each([
    ['title:贸易', field('title', text('贸易'))],
    ['title：贸易', field('title', text('贸易'))],
    ['TITLE:贸易', field('title', text('贸易'))],
    ['ｔａｇ：贸易', field('tag', text('贸易'))],
    ['author: 王', field('author', text('王'))],
    ['path:2024/05/*', field('path', text('2024/05/*'))],
    ['path:posts/a*', field('path', prefix('posts/a'))],
    ['title:"中国 贸易"', field('title', exact('中国 贸易'))],
    ["title:'贸", field('title', exact('贸'))],
    ['title:(a | -b)', field('title', or(text('a'), not(text('b'))))],
    ['title:(author:a)', field('title', field('author', text('a')))],
    ['title:author:a', field('title', text('author:a'))],
    ['title:-a', field('title', text('-a'))],
    ['title:OR', field('title', text('OR'))],
    ['date:2024^2 a', and(boost(2, date('2024-01-01', '2024-12-31')), text('a'))],
  ])('%s', (query, tree) => {
    expect(strictly(query)).toEqual(tree)
  })
})

describe('plain text with marks in it stays text', () => {
  test.each(
    [
      [
        'e-mail',
        'COVID-19',
        '--match',
        '-',
        '--',
        "don't",
        '12:30',
        'http://example.org/a?b=c',
        'C:\\news',
        'C++',
        'C#',
      ],
      [
        'std::map',
        'AT&T',
        '***',
        '~',
        '^',
        '^2',
        ':',
        '.',
        '3.14',
        '50%',
        '《战国》',
        'CCTV：新闻',
        'not',
        '5’',
        'a”b',
      ],
    ].flat(),
  )('%s', (query) => {
    expect(strictly(query)).toEqual(text(query))
  })

  test.each([
    ['\\-a', '-a'],
    ['\\(a\\)', '(a)'],
    ['foo\\:bar', 'foo:bar'],
    ['a\\*', 'a*'],
    ['a\\\\*', 'a\\*'],
    ['a\\n', 'a\\n'],
  ])('%s is the text %s', (query, value) => {
    expect(strictly(query)).toEqual(text(value))
  })

  test.each([
    ['英特尔 -0.65%', '-0.65%'],
    ['英特尔 －0.22', '－0.22'],
    ['英特尔 -17%', '-17%'],
    ['英特尔 -1,200.5', '-1,200.5'],
    ['添加了 -原料的小粉瓶才正式亮相,六月就能抢滩', '-原料的小粉瓶才正式亮相,六月就能抢滩'],
    ['添加了 -原料的小粉瓶才正式亮相，六月就能抢滩榜单', '-原料的小粉瓶才正式亮相，六月就能抢滩榜单'],
  ])('a minus that was pasted excludes nothing, and is told: %s', (query, last) => {
    const { node, problems, hints } = readQuery(query)
    expect(bare(node)).toMatchObject({ kind: 'and', operands: [{ kind: 'text' }, text(last)] })
    expect([problems.length, hints.map(({ parameters }) => parameters)]).toEqual([0, [{ what: 'minus' }]])
    expect(bare(parseQuery(printQuery(node!)))).toEqual(bare(node))
  })

  test('what a minus would not exclude is excluded by NOT, and printed so', () => {
    for (const query of ['NOT 3.5', 'NOT 17%^2', 'NOT 原料的小粉瓶才正式亮相，六月就能抢滩']) {
      const node = parseQuery(query)!
      expect([node.kind, bare(parseQuery(printQuery(node)))]).toEqual(['not', bare(node)])
    }
  })

  test('a minus between blanks is no operator', () => {
    expect(strictly('a - b')).toEqual(and(text('a'), text('-'), text('b')))
  })

  test('a name with a colon and a blank is a phrase, not a field', () => {
    expect(strictly('Note: a')).toEqual(and(text('Note:'), text('a')))
  })
})

test('a blank query asks nothing', () => {
  expect(strictly('')).toBeUndefined()
  expect(strictly(' 　\n')).toBeUndefined()
})
