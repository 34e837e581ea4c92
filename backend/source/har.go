package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/fault"
)

// A recording of a browser (HAR 1.2) is read entry by entry, however long it is. Only the answers are read that a
// profile knows by method, path and query; of everything else, and of the questions with their cookies and keys,
// nothing is kept.

const (
	longestEntry = 48 << 20 // of a recording; escapes and base64 make more of an answer than it is
	mostWaiting  = 64 << 20 // bytes of list items that wait for their details
)

var beginsHAR = regexp.MustCompile(`^\s*\{\s*(?:"[^"\\]*"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*)*"log"\s*:\s*\{`)

func looksLikeHAR(head []byte) bool { return beginsHAR.Match(head) }

// harEntry is what is read of an entry.
type harEntry struct {
	Started string `json:"startedDateTime"`
	Request struct {
		Method string `json:"method"`
		URL    string `json:"url"`
	} `json:"request"`
	Response struct {
		Status  int `json:"status"`
		Content struct {
			Text     *string `json:"text"`
			Encoding string  `json:"encoding"`
		} `json:"content"`
	} `json:"response"`
}

// recording is a recording under way.
type recording struct {
	in       *intake
	profiles []*Profile
	waiting  map[string]*halves
	order    []string // of waiting, as they came
	bytes    int
	entries  int
	answers  []Answer // for the assistant, while no profile knows any
	kept     int      // bytes of them
	matched  int
}

// halves are what a list and a detail answer say of one record.
type halves struct {
	list         *listing
	item, detail *value
	where        string
}

func readHAR(r *bufio.Reader, in *intake) error {
	rec := &recording{in: in, profiles: in.profiles, waiting: map[string]*halves{}}
	s := &scanner{in: r}
	err := s.seek([]aim{{[]string{"log", "entries"}, func(ahead byte) error {
		if ahead != '[' {
			return s.skip()
		}
		return s.array(func(n int) error { return rec.entry(s, n) })
	}}}, 0)
	if flushed := rec.flush(); flushed != nil {
		return flushed
	}
	if in.stopped == nil && err != nil {
		err = in.harEnded(err, rec.entries)
	}
	if err == nil && rec.entries > 0 && rec.matched == 0 {
		in.out.Answers = rec.answers
		return fault.New(fault.Invalid, "har_profile", fault.Params{"file": in.name}, nil)
	}
	if in.stopped != nil {
		return in.stopped
	}
	in.strange = false
	return err
}

// harEnded makes of a recording that broke off something skipped: what came before is good.
func (in *intake) harEnded(err error, entries int) error {
	why := "what follows is not JSON"
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		why = "it ends in the middle"
	case !errors.Is(err, errSyntax):
		return readingFailed(err)
	}
	in.skip(fmt.Sprintf("after entry %d", entries), why)
	return nil
}

func (rec *recording) entry(s *scanner, n int) error {
	raw, size, err := s.value(longestEntry)
	if err != nil {
		return err
	}
	if err := rec.in.ctx.Err(); err != nil {
		return err
	}
	rec.entries = n
	where := fmt.Sprintf("entry %d", n)
	if raw == nil {
		rec.in.skip(where, "larger than 48 MiB: "+megabytes(size))
		return nil
	}
	var e harEntry
	if err := json.Unmarshal(raw, &e, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)); err != nil {
		rec.in.skip(where, "no entry of a recording")
		return nil
	}
	return rec.answer(where, &e)
}

// answer takes the answer of an entry, if a profile knows what was asked.
func (rec *recording) answer(where string, e *harEntry) error {
	to, err := url.Parse(e.Request.URL)
	if err != nil {
		return nil
	}
	for _, p := range rec.profiles {
		l, id, isDetail := p.asked(e.Request.Method, to)
		if l == nil {
			continue
		}
		rec.matched++
		body, why := e.body()
		if why != "" {
			rec.in.skip(where, why)
			return nil
		}
		if isDetail {
			return rec.detail(where, l, id, body)
		}
		return rec.list(where, p, l, body)
	}
	rec.remember(e)
	return nil
}

// remember keeps a JSON answer that no profile knows, as long as none knows any.
func (rec *recording) remember(e *harEntry) {
	if rec.matched > 0 || rec.kept > mostAnswers {
		rec.answers = nil
		return
	}
	body, why := e.body()
	if why != "" || len(body) == 0 || body[0] != '{' && body[0] != '[' {
		return
	}
	rec.kept += len(body)
	rec.answers = append(rec.answers, Answer{e.Request.Method, e.Request.URL, body})
}

// body is the answer's content as the server sent it.
func (e *harEntry) body() (body []byte, why string) {
	switch text := e.Response.Content.Text; {
	case e.Response.Status == 0:
		return nil, "it was broken off before an answer came"
	case e.Response.Status/100 != 2 && (e.Response.Status != http.StatusNotModified || text == nil):
		return nil, fmt.Sprintf("the answer is HTTP %d", e.Response.Status)
	case text == nil || *text == "":
		return nil, "the recording lacks the answer's content"
	case strings.EqualFold(e.Response.Content.Encoding, "base64"):
		decoded, err := decodeBase64(*text)
		if err != nil {
			return nil, "the answer is not base64"
		}
		return bytes.TrimPrefix(decoded, utf8BOM), ""
	default:
		return []byte(strings.TrimPrefix(*text, "\ufeff")), ""
	}
}

// asked finds the list or the detail that a question was for: by method, the end of the path, and the parameters that
// the profile always sends.
func (p *Profile) asked(method string, to *url.URL) (l *listing, id string, isDetail bool) {
	path := to.EscapedPath()
	for _, name := range p.Lists() {
		l := p.lists[name]
		if strings.EqualFold(method, l.method) && endsAs(path, l.path) && l.fits(to.Query()) {
			return l, "", false
		}
	}
	for _, name := range p.Lists() {
		l := p.lists[name]
		for _, pattern := range l.detailPaths(p) {
			if id, ok := idFrom(path, pattern); ok && strings.EqualFold(method, http.MethodGet) {
				return l, id, true
			}
		}
	}
	return nil, "", false
}

// detailPaths are where details are asked for. The feed has them below its lists.
func (l *listing) detailPaths(p *Profile) []string {
	switch {
	case l.detail != nil:
		return []string{l.detail.path}
	case p.strict:
		return []string{l.path + "/{id}"}
	}
	return nil
}

func endsAs(path, wanted string) bool {
	wanted, _, _ = strings.Cut(wanted, "?")
	return strings.HasSuffix(strings.TrimRight(path, "/"), strings.TrimRight(wanted, "/"))
}

// fits says that a question has the parameters that never change.
func (l *listing) fits(asked url.Values) bool {
	fixed := l.query
	if _, query, ok := strings.Cut(l.path, "?"); ok {
		for name, values := range parseQuery(query) {
			fixed = append(fixed, parameter{name, values[0]})
		}
	}
	for _, p := range fixed {
		if !placeholder.MatchString(p.text) && asked.Get(p.name) != p.text {
			return false
		}
	}
	return true
}

func parseQuery(query string) url.Values {
	values, _ := url.ParseQuery(query) // what can't be read is not there
	return values
}

// idFrom takes the id out of a path that ends as the pattern does.
func idFrom(path, pattern string) (string, bool) {
	pattern, _, _ = strings.Cut(pattern, "?")
	before, after, _ := strings.Cut(pattern, "{id}")
	path, ok := strings.CutSuffix(path, after)
	if !ok {
		return "", false
	}
	at := strings.LastIndex(path, before)
	if at < 0 {
		return "", false
	}
	id, err := url.PathUnescape(path[at+len(before):])
	return id, err == nil && id != "" && !strings.Contains(path[at+len(before):], "/")
}

// list takes the items of a list answer.
func (rec *recording) list(where string, p *Profile, l *listing, body []byte) error {
	root, err := readValue(body)
	if err != nil {
		rec.in.skip(where, reasonCut)
		return nil
	}
	items := l.items.values(root)
	if len(items) > mostRecords {
		rec.in.skip(where, "more records than any page has")
		return nil
	}
	for i, item := range items {
		id := l.missing(subject{item: item}, "").ID
		place := fmt.Sprintf("%s, item %d", where, i+1)
		if id == "" || l.detail == nil && !p.strict {
			if err := rec.take(place, l, subject{item: item}); err != nil {
				return err
			}
			continue
		}
		rec.wait(place, l, id, item, nil)
	}
	return rec.relieve()
}

func (rec *recording) detail(where string, l *listing, id string, body []byte) error {
	root, err := readValue(body)
	if err != nil {
		rec.in.skip(where, reasonCut)
		return nil
	}
	if l.detail != nil && l.detail.item != nil {
		root = l.detail.item.first(root)
	}
	if root.missing() || root.kind() != '{' {
		rec.in.skip(where, "it holds no record")
		return nil
	}
	rec.wait(where, l, id, nil, root)
	return rec.relieve()
}

// wait keeps what one answer says of a record until the recording is over: another may say more of it. The later
// answer of a kind holds.
func (rec *recording) wait(where string, l *listing, id string, item, detail *value) {
	key := string(l.list) + "\x00" + id
	h := rec.waiting[key]
	if h == nil {
		h = &halves{list: l, where: where}
		rec.waiting[key] = h
		rec.order = append(rec.order, key)
	} else if item != nil && h.item != nil || detail != nil && h.detail != nil {
		rec.in.out.Duplicates++
	}
	for _, half := range []struct {
		at   **value
		came *value
	}{{&h.item, item}, {&h.detail, detail}} {
		if half.came == nil {
			continue
		}
		if *half.at != nil {
			rec.bytes -= len((*half.at).raw)
		}
		*half.at = &value{raw: bytes.Clone(half.came.raw)}
		rec.bytes += len(half.came.raw)
	}
	if detail != nil {
		h.where = where
	}
}

// relieve takes over what has waited longest when too much is waiting.
func (rec *recording) relieve() error {
	for rec.bytes > mostWaiting && len(rec.order) > 0 {
		if err := rec.release(rec.order[0]); err != nil {
			return err
		}
		rec.order = rec.order[1:]
	}
	return nil
}

func (rec *recording) flush() error {
	for _, key := range rec.order {
		if err := rec.release(key); err != nil {
			return err
		}
	}
	rec.order = nil
	return nil
}

func (rec *recording) release(key string) error {
	h := rec.waiting[key]
	delete(rec.waiting, key)
	for _, v := range []*value{h.item, h.detail} {
		if v != nil {
			rec.bytes -= len(v.raw)
		}
	}
	s := subject{item: h.item, detail: h.detail}
	if s.item == nil {
		s = subject{item: h.detail} // a detail whose list was not recorded is a record of its own
	}
	if h.list.same && h.detail != nil {
		s = subject{item: h.detail}
	}
	return rec.take(h.where, h.list, s)
}

func (rec *recording) take(where string, l *listing, s subject) error {
	record, mismatched, err := l.record(s, rec.in.tokens)
	if err != nil {
		rec.in.skip(where, unreadable(s.item.raw, err))
		return nil
	}
	rec.in.told++
	rec.in.out.Mismatched += mismatched
	rec.in.stopped = rec.in.each(record)
	return rec.in.stopped
}
