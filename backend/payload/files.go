package payload

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// file is a part of a multipart body that is no text. In the text, each of its bytes is the character of its number.
type file struct {
	start, end int // in the text
	raw        []byte
}

// WithoutFiles gives the text of a multipart body of which not all is text: its files are left empty. It is nil of
// other bodies.
func WithoutFiles(contentType string, body []byte) []byte {
	text, _ := mixed(contentType, body, false)
	return text
}

// mixed gives a multipart body with files as text, and where the files stand in it; nil when it is none.
func mixed(contentType string, body []byte, keep bool) (text []byte, files []file) {
	mark := boundary(contentType, body)
	if mark == "" || !bytes.HasPrefix(body, []byte("--"+mark)) {
		return nil, nil
	}
	out := bytes.NewBuffer(make([]byte, 0, len(body)))
	for len(body) > 0 {
		end := len(body)
		if n := bytes.Index(body, []byte("\r\n--"+mark)); n >= 0 {
			end = n
		}
		head, rest, _ := bytes.Cut(body[:end], []byte("\r\n\r\n"))
		out.Write(bytes.ToValidUTF8(head, []byte("\uFFFD")))
		out.Write(body[len(head) : end-len(rest)])
		if isText(rest) {
			out.Write(rest)
		} else {
			files = append(files, written(out, rest, keep))
		}
		next := min(len(body), end+len("\r\n--")+len(mark))
		out.Write(body[end:next])
		body = body[next:]
	}
	return out.Bytes(), files
}

func isText(part []byte) bool { return utf8.Valid(part) && bytes.IndexByte(part, 0) < 0 }

func written(out *bytes.Buffer, raw []byte, keep bool) file {
	f := file{start: out.Len(), raw: raw}
	for _, b := range raw {
		if keep {
			out.WriteRune(rune(b))
		}
	}
	f.end = out.Len()
	return f
}

// fileAt is the file that holds an offset of the text; nil when none does.
func (d *Doc) fileAt(offset int) *file {
	i, _ := slices.BinarySearchFunc(d.files, offset, func(f file, at int) int {
		if f.end <= at {
			return -1
		}
		return 1
	})
	if i < len(d.files) && d.files[i].start <= offset {
		return &d.files[i]
	}
	return nil
}

// fileLine is a line of the body, or a file as a whole.
func (d *Doc) fileLine(b []byte, from cursor) (bounds, cursor, bool) {
	if f := d.fileAt(from.at); f != nil {
		return bounds{start: f.start, end: f.end}, cursor{at: f.end + lineEnd(b[f.end:])}, true
	}
	return rawLine(b, from)
}

// long says what a file is: its content is no text to read.
func (f *file) long() Long {
	return Long{Bytes: len(f.raw), How: []string{string(Multipart)}, Format: Recognise("", f.raw, nil), Value: true}
}

// inside is the file itself.
func (f *file) inside() Inner {
	return Inner{How: []string{string(Multipart)}, Format: Recognise("", f.raw, nil), Bytes: f.raw}
}
