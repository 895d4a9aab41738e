import { defineConfig } from 'vitest/config'

/** The long variants of tests with random input take minutes. */
const isSlow = process.env['XUNZHANG_SLOW_TESTS'] === '1'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: isSlow ? 900_000 : 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    reporters: ['default'],
  },
})
