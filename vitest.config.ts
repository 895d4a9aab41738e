import { defineConfig } from 'vitest/config'

/** What starts programs, terminals, servers and browsers, or proves by volume: tens of seconds a file, so it comes first. */
const slow = 'test/**/*.slow.test.{ts,tsx}'

/** What proves by volume takes its time, and may. */
const isProving = process.env['XUNZHANG_PROVE'] === '1'

export default defineConfig({
  test: {
    testTimeout: isProving ? 1_800_000 : 120_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    setupFiles: ['test/support/draws.ts'],
    projects: [
      // They wait for programs and browsers: three keep two cores busy.
      { extends: true, test: { name: 'slow', include: [slow], maxWorkers: 3, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [slow],
          sequence: { groupOrder: 1 },
          // Files share what they import: they keep no state in modules.
          isolate: false,
        },
      },
    ],
  },
})
