/** The sentences about sources, clusters and settings, which an engine never meets: there, no-elsewhere.ts stands in. */
import { table } from '../sentence.js'

export { sources } from './sources.js'

const narrow = 'Add a word, quote a phrase, or search with --match all.'
const sameOptions = 'Give the same options as before, or push everything again with --force.'
const checkServer = 'Check that the address is that of an OpenSearch node, and that nothing in between answers for it.'
const again = 'Nothing was committed and the last push is intact; run the command again.'

/** Collections on a cluster. */
export const cluster = table(() => ({
  USAGE: {
    CLUSTER_ADDRESS: {
      others:
        'a collection on a cluster cannot be searched together with other indexes. Give one --index, or folders only.',
      form: 'not the address of a collection. Write opensearch://host:9200/collection in small letters, or opensearchs:// for TLS; the key goes into OPENSEARCH_KEY.',
      certificates: 'the file of certificates cannot be read. Check OPENSEARCH_CA.',
      key: 'the API key holds a line break or another character that cannot be sent. Check OPENSEARCH_KEY.',
    },
    PUSH_OPTION: {
      clean: `pushed with --clean. ${sameOptions}`,
      unclean: `pushed without --clean. ${sameOptions}`,
      shards: `the collection has {shards|shard}, which cannot be changed. ${sameOptions}`,
      consistency:
        '{wanted|copy|copies} cannot confirm a write: there {replicas:is|are} {replicas}. Give a --write-consistency that is no larger than --replicas.',
    },
  },
  BACKEND: {
    CLUSTER_ANSWER: {
      large: `the cluster gave an answer of over {most} MiB. ${checkServer}`,
      'no JSON': `the cluster gave an answer that is not JSON. ${checkServer}`,
      'other form': `the cluster gave an answer of another form. ${checkServer}`,
    },
    CLUSTER_FAILS: {
      /** @param detail '' if the time limit was reached */
      silent: ({ seconds, detail }: { seconds: number; detail: string }) => [
        `the cluster did not answer within ${seconds} s${detail === '' ? '' : ` (${detail})`}`,
        'Check that the cluster runs and that the address is right.',
      ],
      forbids: 'the cluster refuses access ({status}). Set OPENSEARCH_KEY to a key that this cluster accepts.',
      status: ({ status, detail, mayPass }: { status: number; detail: string; mayPass: boolean }) => [
        `the cluster answers ${status}: ${detail}`,
        mayPass ? 'Check its nodes and shards, then try again.' : 'See docs/CLUSTER.md, "Limits".',
      ],
      nodes:
        '{replicas|copy|copies} of each shard {replicas:needs|need} as many nodes, but there {nodes:is|are} {nodes}. Start more nodes, or give a smaller --replicas.',
      list: 'a part of the list of pushed files is missing. Check the nodes and shards of the cluster; if none is missing, push everything again with --force.',
      version: 'the server is {version}, but a push needs OpenSearch 2.12. Update the server.',
      overtaken: 'a push was committed during each attempt to answer. Search again.',
      shards: ({ lost, shards }: { lost: readonly string[]; shards: number }) =>
        lost.length === shards
          ? ['no shard can be reached', 'Start the nodes of the cluster.']
          : [
              `${lost.length === 1 ? 'shard' : 'shards'} ${lost.join(', ')} of ${shards} cannot be reached`,
              `Start the nodes that hold ${lost.length === 1 ? 'it' : 'them'}, or search the rest with --allow-partial.`,
            ],
    },
    PUSH_INCOMPLETE: {
      arrived: `{arrived} of {arrivals|article} {arrived:has|have} arrived. ${again}`,
      removed: `{gone} of {removals|article} {gone:is|are} marked as deleted. ${again}`,
    },
    TOO_BROAD: {
      scores: `over {most} articles have almost the same score. ${narrow}`,
      tied: `over {most} articles match; so many cannot be told apart. ${narrow}`,
      checked: 'over {most} articles would have to be read for {word}. Add a word that fewer articles contain.',
      fuzzy: 'over {most} articles would have to be read for "{word}~". Write more of the word, or leave out "~".',
    },
  },
  UNAVAILABLE: {
    PINYIN_TOO_BROAD: 'pinyin works in collections of at most {most} articles. Search without asking for pinyin.',
  },
  INDEX_MISSING: {
    COLLECTION_MISSING: {
      none: 'no collection here. Push articles with "xunzhang push PATH --to {address}".',
      unfinished: 'no push has been completed yet. Push articles with "xunzhang push PATH --to {address}".',
    },
  },
  INDEX_LOCKED: {
    PUSH_LOCKED: {
      running: 'process {pid} has been pushing since {since}. Wait until it has finished, or stop it.',
      elsewhere:
        'process {pid} on another machine has been pushing since {since}. Wait until it has finished; if it no longer runs, try again after {until}.',
      overtaken: 'another push came first. Let one push end before the next begins; run this one again.',
    },
  },
}))

const keyNames = 'Write keys as enter, f5, ctrl-r, alt-shift-n.'

/** Errors of the settings file, and of the terminal of the UI. */
export const settings = table(() => ({
  CONFIG_INVALID: {
    SETTINGS_FILE: {
      unreadable: 'the settings file cannot be read. Check its permissions.',
      syntax: '{detail}. Write the settings as YAML.',
    },
    SETTING: {
      all: 'the settings must be names with values. Write "name: value" lines.',
      map: '{name} must be names with values. Write "name: value" lines.',
      unknown: 'unknown setting {name}. Use one of {known}.',
      choice: '{name} must be one of {choices}. Use one of these.',
      value: '{name} must be one value. Write "{name}: value".',
      list: '{name} must be a value or a list of values. Write "{name}: value".',
      colour: '{name} must name colours. Use words of: {words}.',
      editor: ({ name }: { name: string }) => [
        `${name} must be a command with {file}`,
        'Write it as: vim +{line} {file}.',
      ],
    },
    KEY: {
      none: `{name} has no key. ${keyNames}`,
      unknown: `{name}: {key} is not a key. ${keyNames}`,
      other: '{name}: terminals send {key} as {other}. Choose another key.',
      taken: '{name}: {key} is already the key of {other}. Give each command keys of its own.',
    },
  },
}))
