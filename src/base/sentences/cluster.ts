import { plural } from '../sentence.js'
import type { Sentences } from '../sentence.js'

const narrow = 'Add a word, quote a phrase, or search with --match all.'
const sameOptions = 'Give the same options as before, or push everything again with --force.'
const doing = { 'told apart': 'told apart', sorted: 'sorted by date', counted: 'counted by facets' }

const answerFlaws = {
  large: (most: number) => `of over ${most} MiB`,
  'no JSON': () => 'that is not JSON',
  'no result': () => 'without a result',
  'other form': () => 'of another form',
}

type Limit = { most: number }

/** Collections on a cluster. */
export const cluster = () =>
  ({
    CLUSTER_BESIDE_OTHERS: [
      'a collection on a cluster cannot be searched together with other indexes',
      'Give one --index, or folders only.',
    ],
    ADDRESS_INVALID: [
      'not the address of a collection',
      'Write qdrant://host:6333/collection, or qdrants:// for TLS; the key goes into QDRANT_API_KEY.',
    ],
    KEY_UNSENDABLE: [
      'the API key holds a line break or another character that cannot be sent',
      'Check QDRANT_API_KEY.',
    ],
    CLUSTER_ANSWER: ({ flaw, most }: Limit & { flaw: keyof typeof answerFlaws }) => [
      `the cluster gave an answer ${answerFlaws[flaw](most)}`,
      'Check that the address is that of a Qdrant server, and that nothing in between answers for it.',
    ],
    /** @param detail '' if the time limit was reached */
    CLUSTER_SILENT: ({ seconds, detail }: { seconds: number; detail: string }) => [
      `the cluster did not answer within ${seconds} s${detail === '' ? '' : ` (${detail})`}`,
      'Check that the cluster runs and that the address is right.',
    ],
    CLUSTER_FORBIDS: ({ status }: { status: number }) => [
      `the cluster refuses access (${status})`,
      'Set QDRANT_API_KEY to a key that this cluster accepts.',
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
      `over ${most} articles match; so many cannot be ${doing[work]}`,
      narrow,
    ],
    FUZZY_TOO_BROAD: ({ most, word }: Limit & { word: string }) => [
      `over ${most} articles would have to be read for "${word}~"`,
      'Write more of the word, or leave out "~".',
    ],
    PROXIMITY_ON_CLUSTER: ({ operator }: { operator: string }) => [
      `a cluster can't answer ${operator}`,
      'Search an index in a folder, or write both words without the operator.',
    ],
    FACET_ON_CLUSTER: ({ facet }: { facet: string }) => [
      `a cluster can't filter or count by ${facet}`,
      `Search an index in a folder, or leave out ${facet}:.`,
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
    PUSH_INCOMPLETE: ({
      arrived,
      arrivals,
      gone,
      removals,
    }: Record<'arrived' | 'arrivals' | 'gone' | 'removals', number>) => [
      arrived === arrivals
        ? `${gone} of ${plural(removals, 'article')} ${gone === 1 ? 'is' : 'are'} marked as deleted`
        : `${arrived} of ${plural(arrivals, 'article')} ${arrived === 1 ? 'has' : 'have'} arrived`,
      'Nothing was committed and the last push is intact; run the command again.',
    ],
    PUSH_RUNNING: ({ pid, since, until }: { pid: number; since: string; until: string | undefined }) => [
      `process ${pid} ${until === undefined ? '' : 'on another machine '}has been pushing since ${since}`,
      until === undefined
        ? 'Wait until it has finished, or stop it.'
        : `Wait until it has finished; if it no longer runs, try again after ${until}.`,
    ],
    FILE_LIST_INCOMPLETE: [
      'a part of the list of pushed files is missing',
      'Check the nodes and shards of the cluster; if none is missing, push everything again with --force.',
    ],
    SERVER_TOO_OLD: ({ version }: { version: string }) => [
      `the server is Qdrant ${version}, but a push needs 1.16`,
      'Update the server.',
    ],
    WRITE_LOST: [
      'what was written to the cluster cannot be read back',
      'Check the nodes and shards of the cluster, then try again.',
    ],
    ANSWER_OVERTAKEN: ['a push was committed during each attempt to answer', 'Search again.'],
    PUSH_OVERTAKEN: ['another push came first', 'Let one push end before the next begins; run this one again.'],
    PUSH_INTERRUPTED: [
      'interrupted: the last push is intact',
      'Run the command again to continue: what has arrived is not sent again.',
    ],
    SHARDS_LOST: ({ lost, shards }: { lost: readonly string[]; shards: number }) =>
      lost.length === shards
        ? ['no shard can be reached', 'Start the nodes of the cluster.']
        : [
            `${lost.length === 1 ? 'shard' : 'shards'} ${lost.join(', ')} of ${shards} cannot be reached`,
            `Start the nodes that hold ${lost.length === 1 ? 'it' : 'them'}, or search the rest with --allow-partial.`,
          ],
    COLLECTION_ANALYZER: ({ found, expected }: { found: string; expected: string }) => [
      `made with analyser ${found}, this program has ${expected}`,
      'Push the articles again with "xunzhang push --force", or use the program that pushed them.',
    ],
    PUSHED_WITH_ANALYZER: ({ found, expected }: { found: string; expected: string }) => [
      `pushed with analyser ${found}, this program has ${expected}`,
      sameOptions,
    ],
    PUSHED_CLEAN: ({ isClean }: { isClean: boolean }) => [
      `pushed ${isClean ? 'with' : 'without'} --clean`,
      sameOptions,
    ],
    SHARDS_FIXED: ({ shards }: { shards: number }) => [
      `the collection has ${plural(shards, 'shard')}, which cannot be changed`,
      sameOptions,
    ],
    CONSISTENCY_TOO_HIGH: ({ wanted, replicas }: { wanted: number; replicas: number }) => [
      `${plural(wanted, 'copy', 'copies')} cannot confirm a write: there ${replicas === 1 ? 'is' : 'are'} ${replicas}`,
      'Give a --write-consistency that is no larger than --replicas.',
    ],
  }) satisfies Sentences
