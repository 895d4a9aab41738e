import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const most = 20

describe('the folders of src', () => {
  it(`hold ${most} files each at most, so that a newcomer can take each in`, () => {
    const root = join(import.meta.dirname, '../../src')
    const counts = new Map<string, number>()
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) counts.set(entry.parentPath, (counts.get(entry.parentPath) ?? 0) + 1)
    }
    expect(counts.size).toBeGreaterThan(50)
    expect([...counts].filter(([, count]) => count > most)).toEqual([])
  })
})
