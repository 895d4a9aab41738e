import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { apiReference } from '../../scripts/api.js'

it('the library reference is that of the doc comments: else run "npm run api"', { timeout: 120_000 }, async () => {
  const path = new URL('../../docs/api/README.md', import.meta.url)
  expect(readFileSync(path, 'utf8')).toBe(await apiReference())
})
