import { createBigramTokenizer } from '../../src/text/tokenizers/bigram.js'
import { createExampleTokenizer } from '../../src/text/tokenizers/EXAMPLE.js'
import { createIntlTokenizer } from '../../src/text/tokenizers/intl.js'
import { createJiebaTokenizer } from '../../src/text/tokenizers/jieba.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { builtLexicon, loadJieba, WITHOUT_JIEBA } from './support.js'
import { describeTokenizer } from './tokenizer-contract.js'

const jieba = loadJieba()

describeTokenizer('native', async () => createNativeTokenizer(await builtLexicon()))
describeTokenizer('bigram', createBigramTokenizer)
describeTokenizer('intl', createIntlTokenizer)
describeTokenizer('example', createExampleTokenizer)
describeTokenizer('jieba', () => createJiebaTokenizer(jieba!), jieba === undefined ? WITHOUT_JIEBA : undefined)
