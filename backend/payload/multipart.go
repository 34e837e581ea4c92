package payload

import (
	"bytes"
	"mime"
	"strings"
)

// scanMultipart reads the parts between boundaries. A part is a node of its field's name that holds what its body
// holds, in the part's own format.
func scanMultipart(body []byte, to sink) error {
	at, mark, end := opening(body)
	if mark == "" {
		return &stopped{why: WhySyntax, detail: "it does not begin with a boundary"}
	}
	for {
		at += len(mark)
		if bytes.HasPrefix(body[at:], []byte("--")) {
			return nil
		}
		n := bytes.Index(body[at:], []byte(end+mark))
		if n < 0 {
			return &stopped{at: len(body), why: WhyEnd, detail: "the last boundary is missing"}
		}
		if err := scanPart(body, at, at+n, end, to); err != nil {
			return err
		}
		at += n + len(end)
	}
}

// longestPreamble is how far into a body its first boundary is looked for: words for people may stand before it.
const longestPreamble = 4000

// opening finds the first boundary, and how its line ends.
func opening(body []byte) (at int, mark, end string) {
	for at < min(len(body), longestPreamble) {
		line, _, found := bytes.Cut(body[at:], []byte("\n"))
		if !found {
			break
		}
		text, returned := bytes.CutSuffix(line, []byte("\r"))
		if len(text) > len("--") && bytes.HasPrefix(text, []byte("--")) {
			if returned {
				return at, string(text), "\r\n"
			}
			return at, string(text), "\n"
		}
		at += len(line) + 1
	}
	return 0, "", ""
}

// scanPart reads the headers of a part, and its body from an offset on.
func scanPart(body []byte, at, stop int, end string, to sink) error {
	head, _, found := bytes.Cut(body[at:stop], []byte(end+end))
	if !found {
		return &stopped{at: at, why: WhySyntax, detail: "a part without an empty line after its headers"}
	}
	contentType := headerOf(head, "content-type")
	if err := to.open(Part, at); err != nil {
		return err
	}
	if from, till := partName(body, at, at+len(head)); till > from {
		if err := to.token(token{kind: Name, role: label, start: from, end: till}, nil); err != nil {
			return err
		}
	}
	from := at + len(head) + len(end+end)
	if err := scanInPart(contentType, body[from:stop], &shifted{to, from}); err != nil {
		return stopAt(from, err)
	}
	to.close(stop)
	return nil
}

// scanInPart reads a part in its own format, and one that can't be read as one value.
func scanInPart(contentType string, part []byte, to *shifted) error {
	f := Detect(contentType, part)
	if (f == JSON || f == XML || f == CSV || f == Form) && readable(f, part) {
		return scan(f, part, to)
	}
	return to.token(token{kind: String, role: Plain, end: len(part)}, nil)
}

// headerOf is the value of a header line.
func headerOf(head []byte, name string) string {
	for line := range strings.SplitSeq(string(head), "\n") {
		if n, value, found := strings.Cut(line, ":"); found && strings.EqualFold(strings.TrimSpace(n), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// partName finds where the name of a part stands in its headers.
func partName(body []byte, from, to int) (start, end int) {
	_, params, err := mime.ParseMediaType(headerOf(body[from:to], "content-disposition"))
	name := params["name"]
	if err != nil || name == "" {
		return 0, 0
	}
	at := bytes.Index(body[from:to], []byte(`name="`+name+`"`))
	if at < 0 {
		return 0, 0
	}
	start = from + at + len(`name="`)
	return start, start + len(name)
}

// shifted tells a sink of a document that begins inside of a body.
type shifted struct {
	sink
	by int
}

func (s *shifted) open(role Role, at int) error { return s.sink.open(role, at+s.by) }

func (s *shifted) close(end int) { s.sink.close(end + s.by) }

func (s *shifted) token(t token, path []string) error {
	t.start, t.end = t.start+s.by, t.end+s.by
	return s.sink.token(t, path)
}
