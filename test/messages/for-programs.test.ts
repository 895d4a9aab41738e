import { expect, test } from 'vitest'
import { XunzhangError } from '../../src/base/errors.js'
import { forPrograms } from '../../src/base/sentences/for-programs.js'

test.each([
  ['Rebuild with "xunzhang index --force".', 'Rebuild with buildIndex({ force: true }).'],
  ['Rebuild it with "xunzhang index --tokenizer native".', "Rebuild it with buildIndex({ tokenizer: 'native' })."],
  ['Run "xunzhang push PATH --to a://b:1/c".', "Run pushCollection({ to: 'a://b:1/c' })."],
  ['Run "xunzhang index --embed URL" first.', 'Run buildIndex({ embed: URL }) first.'],
  ['Choose another folder with --index DIR.', 'Choose another folder with "dir".'],
  ['With --allow-empty its articles go.', 'With "allowEmpty" its articles go.'],
  ['Use "xunzhang export --to DIR".', 'Use "xunzhang export --to DIR".'],
])('%s', (typed, called) => expect(forPrograms(typed)).toBe(called))

test('an error speaks of calls', () => {
  const error = new XunzhangError('INDEX_MISSING', {}, { where: 'a' })
  expect(error.message).toBe('a: no index here. Build one with buildIndex().')
  expect(error.remedy).toBe('Build one with buildIndex().')
})
