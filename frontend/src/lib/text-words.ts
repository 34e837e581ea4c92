import { m } from '../paraglide/messages'
import { number, size } from './format'
import { readerWords } from './reader-words'
import type { Long, Picture, TextPage, TextProblem } from './types'

const formats: Record<string, () => string> = {
  json: () => 'JSON',
  xml: () => 'XML',
  csv: () => 'CSV',
  html: () => 'HTML',
  pdf: () => 'PDF',
  gzip: () => 'gzip',
  form: m.format_form,
  multipart: m.format_multipart,
  text: m.format_text,
  image: m.format_image,
  bytes: m.format_bytes,
}

/** formatWord names a format. */
export function formatWord(format: string): string {
  return formats[format]?.() ?? format
}

/** longWords say what of a line is not shown: base64 · image · 999.8 kB. */
export function longWords(long: Long): string {
  const how = long.how.filter((one) => one !== 'string' && one !== 'multipart')
  return [...how, long.value ? formatWord(long.format) : m.long_line(), size(long.bytes)].join(' · ')
}

/** stopWords say why reading stopped, in plain words before those of the format's reader. */
export function stopWords(problem: TextProblem): string {
  const why: Record<TextProblem['why'], () => string> = {
    '': () => '',
    syntax: m.stop_syntax,
    end: m.stop_end,
    depth: m.stop_depth,
    size: m.stop_size,
    charset: m.stop_charset,
    entity: m.stop_entity,
    format: m.stop_format,
  }
  return [why[problem.why](), problem.detail && `(${readerWords(problem.detail)})`].filter(Boolean).join(' ')
}

/** problemWords say where and why reading stopped. */
export function problemWords(problem: TextProblem): string {
  return `${m.text_stopped({ line: number(problem.line), column: number(problem.column) })} ${stopWords(problem)}`
}

/** charsetWords name a charset, and say how it is known. */
function charsetWords({ name, bom, guessed }: TextPage['charset']): string {
  if (!name) return ''
  return [name.toUpperCase(), bom && 'BOM', guessed && `(${m.charset_guessed()})`].filter(Boolean).join(' ')
}

/** falseCharset says that a body is not in the charset that it claims; "" when it is. */
export function falseCharset({ name, claimed }: TextPage['charset']): string {
  return claimed && m.charset_false({ claimed: claimed.toUpperCase(), name: name.toUpperCase() })
}

/** linesWords tell how many lines there are, as far as they are counted. */
function linesWords({ whole, total }: TextPage): string {
  if (!whole) return m.text_counting({ count: number(total) })
  return total === 1 ? m.text_lines_one() : m.text_lines({ count: number(total) })
}

/** aboutWords are the facts of a text in a line: JSON · UTF-8 · 1.9 kB · 42 lines. */
export function aboutWords(about: TextPage): string[] {
  return [
    [...about.how, about.format].map(formatWord).join(' › '),
    charsetWords(about.charset),
    size(about.bytes),
    linesWords(about),
  ].filter(Boolean)
}

const colours: Record<Picture['colour'], (palette: number) => string> = {
  '': () => '',
  grey: m.colour_grey,
  colour: m.colour_full,
  alpha: m.colour_alpha,
  palette: (palette) => m.colour_palette({ count: number(palette) }),
  cmyk: () => 'CMYK',
}

/** pictureFacts are what is known of an image or PDF. */
export function pictureFacts(picture: Picture): string[] {
  const kind = [picture.kind.toUpperCase(), picture.version].filter(Boolean).join(' ')
  const { width, height } = picture
  const point = 25.4 / 72 // mm
  const paper = picture.kind === 'pdf'
  return [
    kind,
    width && !paper ? m.picture_pixels({ width: number(width), height: number(height) }) : '',
    colours[picture.colour](picture.palette),
    picture.pages ? m.pdf_pages({ count: number(picture.pages) }) : '',
    width && paper ? `${Math.round(width * point)} × ${Math.round(height * point)} mm` : '',
    picture.locked ? m.pdf_locked() : '',
  ].filter(Boolean)
}
