/** Tantivy by a program of ours (tantivy/), in two set-ups: one thread writes, text stored, positions kept. */
import { programContender } from './program.js'

export const tantivyWords = programContender({
  name: 'tantivy, jieba words',
  program: 'tantivy',
  cut: 'words',
  setup: 'Words of jieba-rs with positions, texts stored; its snippets; one thread writes.',
})

export const tantivyBigrams = programContender({
  name: 'tantivy, bigrams',
  program: 'tantivy',
  cut: 'bigrams',
  setup: 'Pairs of Han characters with positions, texts stored; its snippets; one thread writes.',
})
