import { rows } from '../../../base/fault.js'

const narrow = '请加一个词、给短语加引号，或用 --match all。'
const sameOptions = '请使用与上次相同的选项，或用 --force 全部重新推送。'
const checkServer = '请检查该地址是否是 Qdrant 服务器，中间没有别的程序代答。'
const again = '没有提交，上次推送的内容不变；请再运行一次命令。'

export const cluster = rows(() => ({
  CLUSTER_ADDRESS: {
    others: '集群上的集合只能单独检索。请只给一个 --index，或只给文件夹。',
    form: '不是集合的地址。请写 qdrant://host:6333/collection，TLS 用 qdrants://；密钥放在 QDRANT_API_KEY。',
    key: 'API 密钥里有换行或其他无法发送的字符。请检查 QDRANT_API_KEY。',
  },
  CLUSTER_ANSWER: {
    large: `集群给出了超过 {most} MiB 的应答。${checkServer}`,
    'no JSON': `集群给出了不是 JSON 的应答。${checkServer}`,
    'no result': `集群给出了没有结果的应答。${checkServer}`,
    'other form': `集群给出了形式不符的应答。${checkServer}`,
  },
  CLUSTER_FAILS: {
    silent: ({ seconds, detail }) => [
      `集群在 ${seconds} 秒内没有应答${detail === '' ? '' : `（${detail}）`}`,
      '请检查集群是否在运行、地址是否正确。',
    ],
    forbids: '集群拒绝访问（{status}）。请把 QDRANT_API_KEY 设为该集群认可的密钥。',
    status: ({ status, detail, mayPass }) => [
      `集群回答 ${status}：${detail}`,
      mayPass ? '请查看节点与分片的状态，再试一次。' : '请看 docs/CLUSTER.md 的“Limits”。',
    ],
    nodes: '每个分片 {replicas} 个副本需要 {replicas} 个节点，现有 {nodes} 个。请启动更多节点，或减小 --replicas。',
    list: '已推送文件的列表缺了一部分。请检查集群的节点与分片；如果没有缺失，请用 --force 全部重新推送。',
    version: '服务器是 Qdrant {version}，推送需要 1.16。请更新服务器。',
    write: '写入集群的内容读不回来。请检查集群的节点与分片，再试一次。',
    overtaken: '查询试了几次，每次途中都有新的推送提交。请再查询一次。',
    shards: ({ lost, shards }) =>
      lost.length === shards
        ? ['没有分片能连上', '请启动集群的节点。']
        : [`${shards} 个分片中的 ${lost.join('、')} 连不上`, '请启动存有它的节点，或用 --allow-partial 搜索其余部分。'],
  },
  PUSH_INCOMPLETE: {
    arrived: `{arrivals} 篇文章里只有 {arrived} 篇送达。${again}`,
    removed: `{removals} 篇文章里只有 {gone} 篇标为已删除。${again}`,
  },
  TOO_BROAD: {
    scores: `超过 {most} 篇文章得分太近，分不出先后。${narrow}`,
    tied: `匹配的文章超过 {most} 篇，数量太多，无法分出先后。${narrow}`,
    sorted: `匹配的文章超过 {most} 篇，数量太多，无法按日期排序。${narrow}`,
    counted: `匹配的文章超过 {most} 篇，数量太多，无法按分面计数。${narrow}`,
    fuzzy: '为“{word}~”要读超过 {most} 篇文章。请多写几个字，或去掉“~”。',
  },
  NOT_ON_CLUSTER: {
    operator: '集群不支持 {operator}。请查询文件夹里的索引，或去掉运算符，只写两个词。',
    facet: '集群不支持按 {facet} 查询或统计。请查询文件夹里的索引，或去掉 {facet}:。',
  },
  PINYIN_TOO_BROAD: '拼音只在不超过 {most} 篇的集合里可用。请不用拼音搜索。',
  COLLECTION_MISSING: {
    none: '这里没有集合。请用“xunzhang push PATH --to {address}”推送文章。',
    unfinished: '还没有完成过推送。请用“xunzhang push PATH --to {address}”推送文章。',
  },
  PUSH_LOCKED: {
    running: '进程 {pid} 自 {since} 起一直在推送。请等它完成，或停止它。',
    elsewhere:
      '另一台机器上的进程 {pid} 自 {since} 起一直在推送。请等它完成；如果它已不在运行，请在 {until} 之后再试。',
    overtaken: '另一次推送抢先了。请等一次推送结束再开始下一次；请再运行一次。',
  },
  PUSH_OPTION: {
    clean: `推送时用了 --clean。${sameOptions}`,
    unclean: `推送时没有用 --clean。${sameOptions}`,
    shards: `集合有 {shards} 个分片，不能更改。${sameOptions}`,
    consistency:
      '每个分片只有 {replicas} 个副本，无法由 {wanted} 个副本确认写入。--write-consistency 不能大于 --replicas。',
  },
}))
