/** The converter thread. Each library is loaded at the first file of its kind. */
import { workerData } from 'node:worker_threads'
import type * as postalMime from 'postal-mime'
import { answerAll, type ConversionAnswer, type ConversionRequest, type ConvertedMail, type Line } from './exchange.js'
import { readPdf } from './pdf/read-pdf.js'

const given = workerData as Partial<Line> | null
if (given?.answered !== undefined && given.port !== undefined) {
  // An error that a library throws after its answer would end the thread, and the next file would fail.
  process.on('uncaughtException', () => undefined)
  answerAll({ answered: given.answered, port: given.port }, (request: ConversionRequest) => {
    return answer(request).catch(() => ({ failure: 'damaged' }) as const)
  })
}

async function answer(request: ConversionRequest): Promise<ConversionAnswer> {
  if (request.kind === 'pdf') return readPdf(request.bytes)
  if (request.kind === 'docx') return { html: await htmlOf(request.bytes) }
  const { default: PostalMime } = await import('postal-mime')
  const mails: (ConvertedMail | undefined)[] = []
  for (const bytes of request.mails) mails.push(await mailOf(() => PostalMime.parse(bytes)))
  return { mails }
}

/** Pictures are dropped; their descriptions stay. */
async function htmlOf(bytes: Uint8Array): Promise<string> {
  const { default: mammoth } = await import('mammoth')
  const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }))
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage, styleMap })
  return withoutNoteMarks(value)
}

/** Removes the numbers of notes, and the arrows back from them. */
function withoutNoteMarks(html: string): string {
  return html
    .replace(/<sup><a href="#(?:foot|end)note-\d{1,9}"[^<>]{0,100}>\[\d{1,9}\]<\/a><\/sup>/g, '')
    .replace(/ ?<a href="#(?:foot|end)note-ref-\d{1,9}">↑<\/a>/g, '')
}

const styleMap = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"]

type Parsed = Awaited<ReturnType<typeof postalMime.default.parse>>

async function mailOf(parse: () => Promise<Parsed>): Promise<ConvertedMail | undefined> {
  try {
    const { subject, from, date, messageId, html, text, headers, attachments } = await parse()
    return {
      subject: subject ?? '',
      from: from?.name !== undefined && from.name !== '' ? from.name : (from?.address ?? ''),
      // As written in the message, in its own time zone.
      date: headers.find(({ key }) => key === 'date')?.value ?? date ?? '',
      id: messageId ?? '',
      html: asMeant(html ?? ''),
      text: asMeant(text ?? ''),
      headers: Object.fromEntries(headers.map(({ key, value }) => [key, value] as const).reverse()),
      attachments: attachments.map(({ filename, mimeType }) => filename ?? mimeType),
      isAttached: attachments.some(({ filename, disposition }) => filename !== null || disposition === 'attachment'),
    }
  } catch {
    return undefined
  }
}

/** The bytes by the characters that they are decoded to if a message names no known character set. */
const FALLBACK = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]),
)

/** Restores lines of UTF-8 that were decoded as Western European, which is rarely valid UTF-8 by chance. */
const asMeant = (text: string): string =>
  /[\u00c2-\u00f4][^\u0000-\u007f]/.test(text) ? text.split('\n').map(lineAsMeant).join('\n') : text

function lineAsMeant(line: string): string {
  const meant = new TextDecoder().decode(Uint8Array.from(line, (character) => FALLBACK.get(character) ?? 0xff))
  return meant.includes('\ufffd') ? line : meant
}
