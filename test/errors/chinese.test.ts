import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { XunzhangError } from '../../src/errors.js'
import { errorInChinese, inChinese } from '../../src/errors/chinese.js'
import { sentences } from '../../src/errors/sentences.js'

const source = fileURLToPath(new URL('../../src', import.meta.url))

/** Names that hold sentences for people, and calls that take them. */
const holders = /^(what|remedy|message|REMEDY|DAMAGED|DATE_REMEDY|rebuild)$/
const takers = /(^|\.)(report|fail|finding|invalid)$/

/** Of two words that Chinese does without: character, characters; is, are. */
const withPlurals = ['{} of its {} chapters {} missing', '{} NUL {} left out', '{} {} no valid {}, replaced by U+FFFD']
/** What those names hold elsewhere. */
const noSentences = ['all words', 'path']

/** Sentences are written for people there, in both languages. */
const translated = /cli\/messages|tui\/messages|errors/

/** Every sentence of an error that the source has; `{}` where it puts something in. */
function sentencesIn(path: string): string[] {
  const found: string[] = []
  const take = (node: ts.Node | undefined): void => {
    if (node === undefined) return
    if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(take)
    else if (ts.isParenthesizedExpression(node)) take(node.expression)
    else if (ts.isStringLiteralLike(node)) found.push(node.text)
    else if (ts.isTemplateExpression(node)) {
      found.push(node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join(''))
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'XunzhangError') take(node.arguments?.[1])
    const isNamed = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)
    if (isNamed && holders.test(node.name.getText())) take(node.initializer)
    if (ts.isCallExpression(node) && takers.test(node.expression.getText())) node.arguments.forEach(take)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !translated.test(path))
  .map((path) => join(source, path))

describe('errors in Chinese', () => {
  it('know nearly every sentence that the source has: 19 in 20', () => {
    const all = new Set(files.flatMap(sentencesIn).filter((text) => /[A-Za-z]{2}/.test(text)))
    for (const text of noSentences) expect(all.delete(text)).toBe(true)
    expect(all.size).toBeGreaterThan(180)
    const unknown = [...all].filter((text) => sentences[text] === undefined)
    expect(unknown.length / all.size, unknown.join('\n')).toBeLessThan(0.05)
  })

  it('keep all parts of a sentence', () => {
    for (const [english, chinese] of Object.entries(sentences)) {
      if (withPlurals.includes(english)) continue
      const parts = english.split('{}').length
      expect(chinese.split(/\{\d?\}/).length, english).toBe(parts)
    }
  })

  it('say place, reason and remedy in one line', () => {
    const missing = new XunzhangError('INDEX_MISSING', 'no index here', {
      where: '/a/索引',
      remedy: 'Build one with "xunzhang index".',
    })
    expect(errorInChinese(missing)).toBe('/a/索引：这里没有索引。请用“xunzhang index”建立。')
  })

  it('translate sentences inside of sentences, and put parts where Chinese wants them', () => {
    expect(inChinese('checksum 9f of page 3, expected 27: the file is damaged')).toBe(
      '第 3 页的校验和是 9f，应为 27：文件已损坏',
    )
    expect(inChinese("shard s2, s5 of 6 can't be reached")).toBe('6 个分片中的 s2, s5 连不上')
    expect(inChinese('query, column 7')).toBe('查询第 7 列')
  })

  it('leave what they do not know as it is', () => {
    expect(inChinese('EPERM: operation not permitted')).toBe('EPERM: operation not permitted')
  })
})
