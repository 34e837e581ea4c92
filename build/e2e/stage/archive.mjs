// Reads ZIP archives by their directory, as any unpacking program does.
import { inflateRawSync } from 'node:zlib'

const entrySign = 0x02014b50
const endSign = 0x06054b50

/** unpack gives the texts in an archive by their names. */
export function unpack(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || bytes.readUInt32LE(end) !== endSign) throw new Error('this is no ZIP archive')
  const texts = new Map()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== entrySign) throw new Error('the directory of the archive is broken')
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field))
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    texts.set(name, content(bytes, at).toString('utf8'))
    at += 46 + nameLength + extraLength + noteLength
  }
  return texts
}

function content(bytes, at) {
  const [method, packed, local] = [
    bytes.readUInt16LE(at + 10),
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 42),
  ]
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const body = bytes.subarray(from, from + packed)
  return method === 0 ? body : inflateRawSync(body)
}
