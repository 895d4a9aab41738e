import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
  writeFiles(folder.path, {
    'queries.jsonl':
      '{"_id":"q1","text":"夜市里的银行"}\n{"_id":"q2","text":"望远镜坏了多久？"}\n{"_id":"q3","text":"无关"}\n',
    'qrels.tsv': 'q1\tnotes/market.md\t1\nq2\tfeed-1\t1\n',
    'headed.tsv': 'query-id\tcorpus-id\tscore\nq1\tnotes/market.md\t1\nq2\tfeed-1\t1\n',
    'trec.txt': 'q1 0 notes/market.md 1\nq2 0 feed-1 1\n',
    'strangers.tsv': 'a\tb\t1\n',
    'broken.tsv': 'q1\tnotes/market.md\t1\nonly two\n',
  })
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

const evaluate = (...args: string[]) => runCli(['eval', ...args], { cwd: folder.path })

describe('eval', () => {
  it('prints the four measures over the judged queries', async () => {
    const { status, stdout } = await evaluate('queries.jsonl', 'qrels.tsv')
    expect(status).toBe(0)
    expect(stdout).toBe(
      '2 judged queries\nmeasure\tthis run\nnDCG@10\t1.0000\nMRR@10\t1.0000\nR@100\t1.0000\nMAP\t1.0000\n',
    )
  })

  it.each(['headed.tsv', 'trec.txt'])('reads judgements as in %s', async (qrels) => {
    const { stdout } = await evaluate('queries.jsonl', qrels, '--json')
    expect(JSON.parse(stdout)).toEqual({ queries: 2, ndcg10: 1, mrr10: 1, recall100: 1, map: 1 })
  })

  it('saves its run', async () => {
    await evaluate('queries.jsonl', 'qrels.tsv', '--save', 'saved.run')
    expect(readFileSync(join(folder.path, 'saved.run'), 'utf8')).toMatch(/^q1 Q0 notes\/market\.md 1 [\d.]+ xunzhang\n/)
  })

  it.each([
    [['queries.jsonl'], /eval needs QRELS/],
    [[], /eval needs QUERIES/],
    [['nowhere', 'qrels.tsv'], /nowhere: cannot be read \(ENOENT\)/],
    [['queries.jsonl', 'broken.tsv'], /broken\.tsv:2: not a relevance judgement/],
    [['queries.jsonl', 'strangers.tsv'], /strangers\.tsv: no query has a relevant article/],
    [['queries.jsonl', 'qrels.tsv', '--save', 'no/such/folder'], /no\/such\/folder: cannot be written/],
    [['queries.jsonl', 'qrels.tsv', '--depth', '1'], /from 10/],
  ])('%j is refused in one line, status 2', async (args, expected) => {
    const { status, stdout, stderr } = await evaluate(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^xunzhang: [^\n]+\n$/)
    expect(stderr).toMatch(expected)
  })
})
