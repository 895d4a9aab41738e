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

/** The bytes from 128 on, by the characters that they are decoded to if a message names no known character set. */
const FALLBACK = new Map(
  Array.from({ length: 128 }, (_, at) => [new TextDecoder('windows-1252').decode(Uint8Array.of(at + 128)), at + 128]),
)

/** Restores lines of UTF-8 that were decoded as Western European. */
function asMeant(text: string): string {
  if (!/[\u00c2-\u00f4][^\u0000-\u007f]/.test(text)) return text
  return text.split('\n').map(lineAsMeant).join('\n')
}

function lineAsMeant(line: string): string {
  const bytes = new Uint8Array(line.length)
  let isPlain = true
  for (let at = 0; at < line.length; at++) {
    const unit = line.charCodeAt(at)
    const byte = unit < 128 ? unit : FALLBACK.get(line.charAt(at))
    if (byte === undefined) return line
    if (byte >= 128) isPlain = false
    bytes[at] = byte
  }
  if (isPlain) return line
  const meant = new TextDecoder().decode(bytes)
  const bad = meant.split('\ufffd').length - 1
  // Text that really is Western European is rarely valid UTF-8, and even more rarely Han by chance.
  return bad === 0 || (meant.match(/[\u2e80-\ud7ff\uf900-\ufffc]/g)?.length ?? 0) > 4 * bad ? meant : line
}
