import { defineConfig } from 'vitest/config'

/** The long variants of tests with random input take minutes. */
const isSlow = process.env['XUNZHANG_SLOW_TESTS'] === '1'

/** What starts programs, terminals and servers, or bounds the time that hostile input may take, has the machine alone. */
const alone = [
  'test/{bench,cli,cluster,query,search,tui}/**/*.test.{ts,tsx}',
  'test/{source,text}/hostile.test.ts',
  'test/source/{containers,front-matter,html,markdown,rules/rules,scale,walk}.test.ts',
  'test/library/damage.test.ts',
  'test/indexing/kill.test.ts',
]

/** What is slow runs in every sixth run of `.ci/run`, which says what rests; `npm test` runs all. */
const byTurns: readonly (readonly string[])[] = [
  [
    'test/cluster/faults.test.ts',
    'test/source/scale.test.ts',
    'test/cli/files.test.ts',
    'test/source/markdown.test.ts',
    'test/library/types.test.ts',
    'test/cli/batch.test.ts',
    'test/indexing/charged.test.ts',
    'test/web/firefox.test.ts',
    'test/cli/watch.test.ts',
    'test/source/containers.test.ts',
    'test/cli/terminal.test.ts',
    'test/export/format.test.ts',
  ],
  [
    'test/bench/smoke.test.ts',
    'test/cluster/equality.test.ts',
    'test/cli/sites.test.ts',
    'test/prove/cluster.test.ts',
    'test/indexing/kill.test.ts',
    'test/tui/program.tmux.test.ts',
    'test/text/frugal.test.ts',
    'test/cli/serve-export.test.ts',
    'test/cli/messages.test.ts',
    'test/indexing/unread.test.ts',
  ],
  [
    'test/cluster/client.test.ts',
    'test/indexing/{crash,determinism}.test.ts',
    'test/library/recipes.test.ts',
    'test/source/hostile.test.ts',
    'test/cli/manual.test.ts',
    'test/expand/{unchanged,slips}.test.ts',
    'test/library/refusals.test.ts',
    'test/indexing/lexicon.test.ts',
    'test/cli/cold-start.test.ts',
    'test/search/near.test.ts',
    'test/docs/api.test.ts',
    'test/cli/hostile.test.ts',
  ],
  [
    'test/ranking/ranking.test.ts',
    'test/source/amplification.test.ts',
    'test/cluster/contract.test.ts',
    'test/cli/scripts.test.ts',
    'test/source/rows.test.ts',
    'test/prove/readers.test.ts',
    'test/web/export.test.ts',
    'test/reading/news.test.ts',
    'test/text/laws.test.ts',
    'test/cli/serve.test.ts',
    'test/search/limits.test.ts',
    'test/cli/node-versions.test.ts',
  ],
  [
    'test/text/hostile.test.ts',
    'test/web/page.test.ts',
    'test/browser/equality.test.ts',
    'test/cli/roots.test.ts',
    'test/laws/passages.test.ts',
    'test/cli/cookbook.test.ts',
    'test/cli/settings.test.ts',
    'test/cli/formats.test.ts',
    'test/prove/forged.test.ts',
    'test/cli/index-stdin.test.ts',
    'test/cluster/model.test.ts',
    'test/cli/reading.test.ts',
  ],
  [
    'test/laws/search.test.ts',
    'test/library/bundlers.test.ts',
    'test/mcp/conformance.test.ts',
    'test/tui/tui.tmux.test.ts',
    'test/source/patterns.test.ts',
    'test/source/formats/documents.test.ts',
    'test/cluster/harm.test.ts',
    'test/cli/several-indexes.test.ts',
    'test/cluster/lease.test.ts',
    'test/export/generators.test.ts',
    'test/segment/texts.test.ts',
    'test/cli/inspect-bench.test.ts',
  ],
]
const turn = process.env['XUNZHANG_TURN']
const rests = turn === undefined ? [] : byTurns.filter((_, at) => at !== Number(turn)).flat()
if (rests.length > 0) console.log(`resting in this run, by turns: ${rests.join(', ')}`)

export default defineConfig({
  test: {
    testTimeout: isSlow ? 900_000 : 60_000,
    hookTimeout: 120_000,
    globalSetup: 'test/support/wait-for-peers.ts',
    pool: 'forks',
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: alone, exclude: [...rests], maxWorkers: 1, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'side by side',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...alone, ...rests],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
