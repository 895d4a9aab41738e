import { plural } from '../sentence.js'
import type { Sentences } from '../sentence.js'

const narrow = 'Add a word, quote a phrase, or search with --match all.'
const sameOptions = 'Give the same options as before, or push everything again with --force.'
const doing = { 'told apart': 'told apart', sorted: 'sorted by date', counted: 'counted by facets' }

type Limit = { most: number }

/** Collections on a cluster. */
export const cluster = {
  ADDRESS_INVALID: [
    'not the address of a collection',
    'Write qdrant://host:6333/collection, or qdrants:// for TLS; the key goes into QDRANT_API_KEY.',
  ],
  CLUSTER_SILENT: ({ seconds, detail }: { seconds: number; detail: string }) => [
    `the cluster does not answer within ${seconds} s (${detail})`,
    'Check that the cluster runs and that the address is right.',
  ],
  CLUSTER_FORBIDS: ({ status }: { status: number }) => [
    `the cluster refuses access (${status})`,
    'Set QDRANT_API_KEY.',
  ],
  CLUSTER_FAILS: ({ status, detail, mayPass }: { status: number; detail: string; mayPass: boolean }) => [
    `the cluster answers ${status}: ${detail}`,
    mayPass ? 'Check its nodes and shards, then try again.' : 'See docs/CLUSTER.md, "Limits".',
  ],
  NODES_TOO_FEW: ({ replicas, nodes }: { replicas: number; nodes: number }) => [
    `${plural(replicas, 'copy', 'copies')} of each shard ${replicas === 1 ? 'needs' : 'need'} as many nodes, but there ` +
      `${nodes === 1 ? 'is' : 'are'} ${nodes}`,
    'Start more nodes, or give a smaller --replicas.',
  ],
  SCORES_TOO_ALIKE: ({ most }: Limit) => [`over ${most} articles have almost the same score`, narrow],
  ARTICLES_TOO_MANY: ({ most, work }: Limit & { work: keyof typeof doing }) => [
    `over ${most} articles cannot be ${doing[work]}`,
    narrow,
  ],
  FUZZY_TOO_BROAD: ({ most, word }: Limit & { word: string }) => [
    `over ${most} articles would have to be read for "${word}~"`,
    'Write more of the word, or leave out "~".',
  ],
  PINYIN_TOO_BROAD: ({ most }: Limit) => [
    `pinyin works in collections of at most ${most} articles`,
    'Search without asking for pinyin.',
  ],
  LAYOUT_VERSION: ({ found, expected }: { found: number; expected: number }) => [
    `the collection has layout ${found}, expected ${expected}`,
    'Push it again with "xunzhang push --force".',
  ],
  COLLECTION_MISSING: ({ address }: { address: string }) => [
    'no collection here',
    `Push articles with "xunzhang push PATH --to ${address}".`,
  ],
  PUSH_UNFINISHED: ({ address }: { address: string }) => [
    'no push has been completed yet',
    `Push articles with "xunzhang push PATH --to ${address}".`,
  ],
  PUSH_OVERTAKEN: [
    'another push was committed in the meantime',
    'Let one push end before the next begins; run this one again.',
  ],
  PUSH_INTERRUPTED: [
    'interrupted: the last push is intact',
    'Run the command again to continue: what has arrived is not sent again.',
  ],
  SHARDS_LOST: ({ lost, shards }: { lost: readonly string[]; shards: number }) =>
    lost.length === shards
      ? ['no shard can be reached', 'Start the nodes of the cluster.']
      : [
          `shard ${lost.join(', ')} of ${shards} cannot be reached`,
          'Start the nodes that hold it, or search the rest with --allow-partial.',
        ],
  COLLECTION_ANALYZER: ({ found, expected }: { found: string; expected: string }) => [
    `made with analyser ${found}, this program has ${expected}`,
    'Push the articles again with "xunzhang push --force", or use the program that pushed them.',
  ],
  PUSHED_WITH_ANALYZER: ({ found, expected }: { found: string; expected: string }) => [
    `pushed with analyser ${found}, this program has ${expected}`,
    sameOptions,
  ],
  PUSHED_CLEAN: ({ isClean }: { isClean: boolean }) => [`pushed ${isClean ? 'with' : 'without'} --clean`, sameOptions],
  SHARDS_FIXED: ({ shards }: { shards: number }) => [
    `the collection has ${plural(shards, 'shard')}, which cannot be changed`,
    sameOptions,
  ],
  CONSISTENCY_TOO_HIGH: ({ wanted, replicas }: { wanted: number; replicas: number }) => [
    `${plural(wanted, 'copy', 'copies')} cannot confirm a write: there ${replicas === 1 ? 'is' : 'are'} ${replicas}`,
    'Give a --write-consistency that is no larger than --replicas.',
  ],
} satisfies Sentences
