import { describe, expect, it } from 'vitest'
import { hasClosedObjects } from '../../src/source/formats/converted/documents.js'
import { expectLinear } from '../support/growth.js'

const isRead = (pdf: string): boolean => hasClosedObjects(Buffer.from(pdf, 'latin1'))
const many = (body: string): string => `${'>>'.repeat(50)}${`3 0 obj\n${body}\nendobj\n`.repeat(50)}`

describe('objects of a PDF file', () => {
  it.each([
    ['arrays and dictionaries', '<</A[1<</B<</C[2]>>>>]>>'],
    ['strings with brackets, pairs of parentheses and escapes', '<</A(\\)[<<(b)(()\\\\))>>'],
    ['hexadecimal strings', '<</A<61 62\n63>/B<>>>'],
    ['streams of any bytes', '<</Length 9>>stream\n[[<<((obj<\nendstream'],
    ['comments and names', '<</A/[ 1]/Restream 2 % [ (\n>>'.replace('/[', '/B [')],
  ])('end: %s', (_name, body) => {
    expect(isRead(many(body))).toBe(true)
  })

  it.each([
    ['dictionaries', '<</A 1'],
    ['dictionaries, but for half of their signs', '<</A 1>'],
    ['arrays', '<</A[1>>'],
    ['strings', '<</A(1>>'],
    ['hexadecimal strings', '<</A<61 %>>'],
  ])('that many never end are not read: %s', (_name, body) => {
    expect(isRead(many(body))).toBe(false)
    expect(isRead(`${many('1')}3 0 obj\n${body}\nendobj\n`)).toBe(true)
  })

  it('are told from words, and looked for where a stream does not end', () => {
    expect(isRead(many(`<</Length 99>>stream\n${'(an object) 1 0 object [ '.repeat(30)}\nendstream`))).toBe(true)
    expect(isRead(`4 0 obj\n<<>>stream\n${many('<</A(1')}`)).toBe(false)
  })

  it('that begin in one another, or nest very deep, are not read', () => {
    expect(isRead(`2 0 obj\n${'<</Type/Pages/2 0 obj\n'.repeat(50)}`)).toBe(false)
    expect(isRead(`${'3 0 obj\n<</A(1\n'.repeat(50)}${')'.repeat(50)}`)).toBe(false)
    expect(isRead(`3 0 obj\n${'['.repeat(600)}${']'.repeat(600)}\nendobj`)).toBe(false)
  })

  it('take time that grows with their number', async () => {
    const judged = (pdf: string) => {
      const bytes = Buffer.from(pdf, 'latin1')
      return () => hasClosedObjects(bytes)
    }
    await expectLinear((size) => judged(many(`<</A(${'b'.repeat(size)}`).repeat(20)), 70_000)
    await expectLinear((size) => judged(`3 0 obj\n[${'(a)'.repeat(size)}]\nendobj`), 500_000)
    await expectLinear((size) => judged('3 0 obj\n<</A 1>>stream\nendobj\n'.repeat(size)), 50_000)
  })
})
