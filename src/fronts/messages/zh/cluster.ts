import type { cluster as english } from '../../../base/sentences/cluster.js'

const narrow = '请加一个词、给短语加引号，或用 --match all。'
const sameOptions = '请使用与上次相同的选项，或用 --force 全部重新推送。'
const doing = { 'told apart': '分出先后', sorted: '按日期排序', counted: '按分面计数' }

const answerFlaws = {
  large: (most: number) => `超过 ${most} MiB `,
  'no JSON': () => '不是 JSON ',
  'no result': () => '没有结果',
  'other form': () => '形式不符',
}

export const cluster: ReturnType<typeof english> = {
  CLUSTER_BESIDE_OTHERS: ['集群上的集合只能单独检索', '请只给一个 --index，或只给文件夹。'],
  ADDRESS_INVALID: [
    '不是集合的地址',
    '请写 qdrant://host:6333/collection，TLS 用 qdrants://；密钥放在 QDRANT_API_KEY。',
  ],
  KEY_UNSENDABLE: ['API 密钥里有换行或其他无法发送的字符', '请检查 QDRANT_API_KEY。'],
  CLUSTER_ANSWER: ({ flaw, most }) => [
    `集群给出了${answerFlaws[flaw](most)}的应答`,
    '请检查该地址是否是 Qdrant 服务器，中间没有别的程序代答。',
  ],
  CLUSTER_SILENT: ({ seconds, detail }) => [
    `集群在 ${seconds} 秒内没有应答${detail === '' ? '' : `（${detail}）`}`,
    '请检查集群是否在运行、地址是否正确。',
  ],
  CLUSTER_FORBIDS: ({ status }) => [`集群拒绝访问（${status}）`, '请把 QDRANT_API_KEY 设为该集群认可的密钥。'],
  CLUSTER_FAILS: ({ status, detail, mayPass }) => [
    `集群回答 ${status}：${detail}`,
    mayPass ? '请查看节点与分片的状态，再试一次。' : '请看 docs/CLUSTER.md 的“Limits”。',
  ],
  NODES_TOO_FEW: ({ replicas, nodes }) => [
    `每个分片 ${replicas} 个副本需要 ${replicas} 个节点，现有 ${nodes} 个`,
    '请启动更多节点，或减小 --replicas。',
  ],
  SCORES_TOO_ALIKE: ({ most }) => [`超过 ${most} 篇文章得分太近，分不出先后`, narrow],
  ARTICLES_TOO_MANY: ({ most, work }) => [`匹配的文章超过 ${most} 篇，数量太多，无法${doing[work]}`, narrow],
  FUZZY_TOO_BROAD: ({ most, word }) => [`为“${word}~”要读超过 ${most} 篇文章`, '请多写几个字，或去掉“~”。'],
  PROXIMITY_ON_CLUSTER: ({ operator }) => [
    `集群不支持 ${operator}`,
    '请查询文件夹里的索引，或去掉运算符，只写两个词。',
  ],
  FACET_ON_CLUSTER: ({ facet }) => [`集群不支持按 ${facet} 查询或统计`, `请查询文件夹里的索引，或去掉 ${facet}:。`],
  PINYIN_TOO_BROAD: ({ most }) => [`拼音只在不超过 ${most} 篇的集合里可用`, '请不用拼音搜索。'],
  LAYOUT_VERSION: ({ found, expected }) => [
    `集合的格式是 ${found}，应为 ${expected}`,
    '请用“xunzhang push --force”重新推送。',
  ],
  COLLECTION_MISSING: ({ address }) => ['这里没有集合', `请用“xunzhang push PATH --to ${address}”推送文章。`],
  PUSH_UNFINISHED: ({ address }) => ['还没有完成过推送', `请用“xunzhang push PATH --to ${address}”推送文章。`],
  PUSH_INCOMPLETE: ({ arrived, arrivals, gone, removals }) => [
    arrived === arrivals
      ? `${removals} 篇文章里只有 ${gone} 篇标为已删除`
      : `${arrivals} 篇文章里只有 ${arrived} 篇送达`,
    '没有提交，上次推送的内容不变；请再运行一次命令。',
  ],
  PUSH_RUNNING: ({ pid, since, until }) => [
    `${until === undefined ? '' : '另一台机器上的'}进程 ${pid} 自 ${since} 起一直在推送`,
    until === undefined ? '请等它完成，或停止它。' : `请等它完成；如果它已不在运行，请在 ${until} 之后再试。`,
  ],
  FILE_LIST_INCOMPLETE: [
    '已推送文件的列表缺了一部分',
    '请检查集群的节点与分片；如果没有缺失，请用 --force 全部重新推送。',
  ],
  SERVER_TOO_OLD: ({ version }) => [`服务器是 Qdrant ${version}，推送需要 1.16`, '请更新服务器。'],
  WRITE_LOST: ['写入集群的内容读不回来', '请检查集群的节点与分片，再试一次。'],
  ANSWER_OVERTAKEN: ['查询试了几次，每次途中都有新的推送提交', '请再查询一次。'],
  PUSH_OVERTAKEN: ['另一次推送抢先了', '请等一次推送结束再开始下一次；请再运行一次。'],
  PUSH_INTERRUPTED: ['已中断：上次推送的内容不变', '再运行一次命令即可继续：已送达的不会重发。'],
  SHARDS_LOST: ({ lost, shards }) =>
    lost.length === shards
      ? ['没有分片能连上', '请启动集群的节点。']
      : [`${shards} 个分片中的 ${lost.join('、')} 连不上`, '请启动存有它的节点，或用 --allow-partial 搜索其余部分。'],
  COLLECTION_ANALYZER: ({ found, expected }) => [
    `建立时的分析器是 ${found}，本程序的是 ${expected}`,
    '请用“xunzhang push --force”重新推送，或用当初推送的程序。',
  ],
  PUSHED_WITH_ANALYZER: ({ found, expected }) => [`推送时的分析器是 ${found}，本程序的是 ${expected}`, sameOptions],
  PUSHED_CLEAN: ({ isClean }) => [`推送时${isClean ? '用了' : '没有用'} --clean`, sameOptions],
  SHARDS_FIXED: ({ shards }) => [`集合有 ${shards} 个分片，不能更改`, sameOptions],
  CONSISTENCY_TOO_HIGH: ({ wanted, replicas }) => [
    `每个分片只有 ${replicas} 个副本，无法由 ${wanted} 个副本确认写入`,
    '--write-consistency 不能大于 --replicas。',
  ],
}
