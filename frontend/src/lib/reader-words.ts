import { m } from '../paraglide/messages'

type Say = (...found: string[]) => string

const expected: Record<string, () => string> = {
  digit: m.reader_digit,
  'non-control character': m.reader_printable,
}

/** wanted names what a reader of JSON expects: ',' or '}' as it stands, the rest in words. */
const wanted = (what: string): string => expected[what]?.() ?? what.split(' or ').join(` ${m.reader_or()} `)

/**
 * What the readers of formats say, for people. Those of JSON (go-json-experiment 1.27.2, jsontext and internal/jsonwire)
 * and of XML (Go's encoding/xml) speak English, as do ours (backend/payload).
 */
const sayings: [RegExp, Say][] = [
  [/^invalid character (.+) at start of value$/s, (what) => m.reader_value({ what })],
  [/^invalid character (.+) after top-level value$/s, (what) => m.reader_after({ what })],
  [
    /^invalid character (.+) (?:in|at|after) .*\(expecting (.+)\)$/s,
    (what, want) => m.reader_expected({ what, wanted: wanted(want) }),
  ],
  [/^invalid character entity (.+)$/s, (what) => m.reader_entity({ what })],
  [/^invalid escape sequence (.+) in string$/s, (what) => m.reader_escape({ what })],
  [/^invalid surrogate pair (.+) in string$/s, (what) => m.reader_surrogates({ what })],
  [/^object member name must be a string$/, () => m.reader_name()],
  [/^missing value after object name$/, () => m.reader_no_value()],
  [/^mismatching structural token/, () => m.reader_bracket()],
  [/^invalid UTF-8$/, () => m.reader_utf8()],
  [/^unexpected end element (.+)$/s, (tag) => m.reader_end_tag({ tag })],
  [/^(?:element )?(<.+>) (?:is )?closed by (<\/.+>)$/s, (open, close) => m.reader_closed_by({ open, close })],
  [/^expected (?:element|target) name after (.+)$/, (sign) => m.reader_tag_name({ sign })],
  [/^invalid characters between (.+) and >$/s, (tag) => m.reader_in_end_tag({ tag })],
  [/^invalid sequence "--" not allowed in comments$/, () => m.reader_comment()],
  [/^invalid (?:sequence )?(<!-|<!\[)/, (sign) => m.reader_declaration({ sign })],
  [/^expected \/> in element$/, () => m.reader_slash()],
  [/^expected attribute name in element$/, () => m.reader_attribute()],
  [/^attribute name without = in element$/, () => m.reader_equals()],
  [/^unquoted or missing attribute value in element$/, () => m.reader_quotes()],
  [/^unescaped (.+) (?:not in CDATA section|inside quoted string)$/, (what) => m.reader_unescaped({ what })],
  [/^illegal character code (.+)$/, (code) => m.reader_illegal({ code })],
  [/^invalid XML name: (.*)$/s, (name) => m.reader_xml_name({ name })],
  [/^a second root element$/, () => m.reader_second_root()],
  [/^text outside of the document$/, () => m.reader_outside()],
  [/^text after a closing quote$/, () => m.reader_after_quote()],
  [/^a quote is not closed$/, () => m.reader_open_quote()],
  [/^it does not begin with a boundary$/, () => m.reader_no_boundary()],
  [/^the last boundary is missing$/, () => m.reader_no_last_boundary()],
  [/^a part without an empty line after its headers$/, () => m.reader_no_empty_line()],
]

/** readerWords say in the person's language what the reader of a format says; as it stands where that is not known. */
export function readerWords(detail: string): string {
  for (const [pattern, say] of sayings) {
    const found = pattern.exec(detail)
    if (found) return say(...found.slice(1))
  }
  return detail
}
