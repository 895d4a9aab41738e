import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * A folder of the real data beside the checkout, or undefined where it is absent.
 * Tests that need it skip with `describe.skipIf(!path)` and say so in their name.
 */
export function sharedData(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url))
  return existsSync(path) ? path : undefined
}
