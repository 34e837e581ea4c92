// Bodies of every kind, as requests that can be imported.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const json =
  '{"orderReferenceId":"NL-1","items":[{"sku":"FP-OAK","qty":2},{"sku":"FP-ELM","qty":3,"note":"a\\u200bb"}]}'
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const parts =
  '--bbbbbb\r\nContent-Disposition: form-data; name="order"\r\nContent-Type: application/json\r\n\r\n{"qty":2}\r\n--bbbbbb--\r\n'
const upload = Buffer.concat([
  Buffer.from('--bbbbbb\r\nContent-Disposition: form-data; name="art"; filename="a.png"\r\n\r\n'),
  pixel,
  Buffer.from('\r\n--bbbbbb--\r\n'),
])
const item = '{"sku":"FP-OAK-50x70","quantity":250,"files":[{"type":"default","url":"https://f.example/1.pdf"}]},'
const long = (bytes) => `[${item.repeat(Math.ceil(bytes / item.length))}"the end"]`

/** Each has what was sent, what is seen of it, and what is said of it at the foot. */
export const bodies = {
  json: { type: 'application/json', body: json, sees: /"sku": "FP-ELM"/, says: /JSON · UTF-8/ },
  xml: {
    type: 'application/xml',
    body: '<o><i sku="A">1</i><i sku="B">2</i></o>',
    sees: /<i sku="B">2<\/i>/,
    says: /XML/,
  },
  csv: { type: 'text/csv', body: 'sku;qty;n\r\nFP-OAK;2;1\r\n', sees: /FP-OAK;2;1/, says: /CSV/ },
  form: { type: 'application/x-www-form-urlencoded', body: 'name=%C3%85sa&qty=2', sees: /name = Åsa/, says: /form/ },
  parts: { type: 'multipart/form-data; boundary=bbbbbb', body: parts, sees: /"qty":2/, says: /parts/ },
  upload: { type: 'multipart/form-data; boundary=bbbbbb', body: upload, sees: /^image · 70 B/m, says: /parts/ },
  html: {
    type: 'text/html',
    body: '<!doctype html><p onclick="x()">502</p>',
    sees: /<p onclick="x\(\)">502/,
    says: /HTML/,
  },
  text: { type: 'text/plain', body: 'Hej! Allt är bra.', sees: /Allt är bra/, says: /text · UTF-8/ },
  latin: {
    type: 'text/plain',
    body: Buffer.from('Malm\xf6', 'latin1'),
    sees: /Malmö/,
    says: /WINDOWS-1252 \(guessed\)/,
  },
  claimed: {
    type: 'text/plain; charset=utf-8',
    body: Buffer.from('Malm\xf6', 'latin1'),
    sees: /Malmö/,
    says: /WINDOWS-1252 \(guessed\)/,
  },
  falseMark: {
    type: 'application/json',
    body: Buffer.from('\xef\xbb\xbf{"city":"Malm\xf6"}', 'latin1'),
    sees: /"city": "Malmö"/,
    says: /JSON · WINDOWS-1252 BOM \(guessed\)/,
  },
  tabs: { type: 'text/tab-separated-values', body: 'sku\tqty\nFP-OAK\t2\n', sees: /FP-OAK\s+2/, says: /CSV/ },
  wide: {
    type: 'application/json',
    body: Buffer.from('\ufeff{"a":"Åsa"}', 'utf16le'),
    sees: /"a": "Åsa"/,
    says: /UTF-16LE BOM/,
  },
  packed: { type: 'application/json', body: gzipSync(json), sees: /"sku": "FP-ELM"/, says: /gzip › JSON/ },
  packedCut: { type: 'text/plain', body: gzipSync(json).subarray(0, 60), sees: /orderRef/, says: /gzip › text/ },
  base64: {
    type: 'text/plain',
    body: Buffer.from(json).toString('base64'),
    sees: /"sku": "FP-ELM"/,
    says: /base64 › JSON/,
  },
  picture: { type: 'image/png', body: pixel, sees: /89 50 4e 47/, says: /image/ },
  pdf: {
    type: 'application/pdf',
    body: '%PDF-1.4\n1 0 obj<</Type /Page /MediaBox [0 0 595 842]>>',
    sees: /25 50 44 46/,
    says: /PDF/,
  },
  bytes: { type: '', body: Buffer.from([0, 1, 2, 255]), sees: /00 01 02 ff/, says: /bytes/ },
  broken: { type: 'application/json', body: '{"a":1,\n"b":}', sees: /"b":}/, says: /JSON/ },
  image: {
    type: 'application/json',
    body: JSON.stringify({ file: Buffer.concat([pixel, Buffer.alloc(30_000)]).toString('base64') }),
    sees: /base64 · image · \d+/,
    says: /JSON/,
  },
  inside: {
    type: 'application/json',
    body: JSON.stringify({ order: Buffer.from(json).toString('base64') }),
    sees: /"order": "/,
    says: /JSON/,
  },
  hidden: {
    type: 'application/json',
    body: '[{"sku":"FP\u200b-OAK\u202e","n":"a\u00a0b"}]',
    sees: /"sku": "FP/,
    says: /JSON/,
  },
  long: { type: 'application/json', body: long(12_000_000), sees: /FP-OAK-50x70/, says: /1,\d{3},\d{3} lines$/ },
}

/** asRecords writes the bodies as the original requests of as many records. */
export async function asRecords(folder) {
  const at = '2026-11-18T08:00:00.000Z'
  const lines = Object.entries(bodies).map(([name, { type, body }]) => {
    const text = Buffer.from(body).toString('base64')
    const original = { at, headers: [], contentType: type, body: text, bodyEncoding: 'base64' }
    return JSON.stringify({
      id: `body-${name}`,
      receivedAt: at,
      updatedAt: at,
      type: 'submit',
      orderReferenceId: name,
      stages: { original },
    })
  })
  const path = join(folder, 'bodies.ndjson')
  await writeFile(path, lines.join('\n'))
  return path
}
