package source

import (
	"hash/maphash"
	"net/url"
	"strconv"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// place is where a walk goes on after a page.
type place struct {
	next string
	ends bool // the page says that nothing follows
}

// next finds where a walk goes on after a page of so many items.
func (f *Feed) next(l *listing, q order.Query, root *value, b *body, items int) (place, error) {
	switch l.paging.style {
	case "cursor":
		return f.nextCursor(l, l.paging.next.first(root))
	case "page":
		return f.count(l, q, root, items, 1)
	case "offset":
		return f.count(l, q, root, items, items)
	case "link":
		return f.nextLink(b)
	}
	return place{ends: true}, nil
}

// nextCursor reads where a cursor would stand. Nothing, null, false and "" end the walk, but the feed must say so.
func (f *Feed) nextCursor(l *listing, v *value) (place, error) {
	if v == nil {
		return place{ends: !f.profile.strict}, nil
	}
	text, ok := v.text()
	switch {
	case v.missing(), text == "", v.kind() == 'f':
		return place{ends: true}, nil
	case f.profile.strict && v.kind() != '"':
		return place{}, f.fault(fault.NotAPI, "json", nil, nil)
	case !ok:
		return place{}, f.fault(fault.ContractChanged, "page", fault.Params{"field": l.paging.next.said}, nil)
	}
	return place{next: text}, nil
}

// count goes on with the next page or offset. An empty page ends the walk, and so does more where it is false.
func (f *Feed) count(l *listing, q order.Query, root *value, items, step int) (place, error) {
	at := l.paging.first
	if q.Cursor != "" {
		var err error
		if at, err = strconv.Atoi(q.Cursor); err != nil {
			return place{}, f.fault(fault.ContractChanged, "cursor", nil, nil)
		}
	}
	if items == 0 {
		return place{ends: true}, nil
	}
	if l.paging.more != nil {
		if v := l.paging.more.first(root); v != nil && (v.kind() == 'f' || v.kind() == '"' && unquote(v.raw) == "false") {
			return place{ends: true}, nil
		}
	}
	return place{next: strconv.Itoa(at + step)}, nil
}

// nextLink follows a link of the relation next (RFC 8288). One that leads to another origin is refused: the key would
// go with it. What is kept of it is path and query, without the key.
func (f *Feed) nextLink(b *body) (place, error) {
	target, ok := relNext(b.header.Values("Link"))
	if !ok {
		return place{ends: true}, nil
	}
	to, err := b.asked.Parse(target)
	if err != nil {
		return place{}, f.fault(fault.ContractChanged, "page", fault.Params{"field": "Link"}, nil)
	}
	if !strings.EqualFold(to.Scheme, b.asked.Scheme) || !sameHost(to, b.asked) || to.User != nil {
		return place{}, f.fault(fault.Redirected, "link", fault.Params{"to": to.Host}, nil)
	}
	if name := f.profile.auth.query; name != "" {
		query := to.Query()
		query.Del(name)
		to.RawQuery = query.Encode()
	}
	return place{next: to.RequestURI()}, nil
}

// sameHost compares hosts as they are called, usual ports left away.
func sameHost(a, b *url.URL) bool {
	port := func(u *url.URL) string {
		if u.Port() == "" {
			return map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
		}
		return u.Port()
	}
	return strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

// relNext finds the target of the first link whose relations hold next.
func relNext(headers []string) (string, bool) {
	for _, h := range headers {
		for h != "" {
			target, parameters, rest, ok := oneLink(h)
			if !ok {
				break
			}
			if relates(parameters, "next") {
				return target, true
			}
			h = rest
		}
	}
	return "", false
}

// oneLink takes the first link off a header: <target>; parameters, and what follows the comma.
func oneLink(h string) (target, parameters, rest string, ok bool) {
	_, h, ok = strings.Cut(h, "<")
	if !ok {
		return "", "", "", false
	}
	if target, h, ok = strings.Cut(h, ">"); !ok {
		return "", "", "", false
	}
	quoted := false
	for i := 0; i < len(h); i++ {
		switch {
		case h[i] == '\\' && quoted:
			i++
		case h[i] == '"':
			quoted = !quoted
		case h[i] == ',' && !quoted:
			return strings.TrimSpace(target), h[:i], h[i+1:], true
		}
	}
	return strings.TrimSpace(target), h, "", true
}

// relates says that the parameters of a link name a relation. Only the first rel counts.
func relates(parameters, relation string) bool {
	for part := range strings.SplitSeq(parameters, ";") {
		name, given, _ := strings.Cut(part, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "rel") {
			continue
		}
		for one := range strings.FieldsSeq(strings.Trim(strings.TrimSpace(given), `"`)) {
			if strings.EqualFold(one, relation) {
				return true
			}
		}
		return false
	}
	return false
}

// walked remembers the pages of the walk under way through one list, so that one that comes a second time is noticed.
type walked struct {
	seed  maphash.Seed
	pages map[uint64]string // and under which cursor each came
}

// again says that this very page came before, under another cursor of the same walk.
func (f *Feed) again(q order.Query, items []*value) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := f.walks[q.List]
	if w == nil || q.Cursor == "" {
		w = &walked{seed: maphash.MakeSeed(), pages: map[uint64]string{}}
		f.walks[q.List] = w
	}
	if len(items) == 0 {
		return false
	}
	var h maphash.Hash
	h.SetSeed(w.seed)
	for _, item := range items {
		_, _ = h.Write(item.raw)
		_ = h.WriteByte(',')
	}
	cursor, seen := w.pages[h.Sum64()]
	w.pages[h.Sum64()] = q.Cursor
	return seen && cursor != q.Cursor
}
