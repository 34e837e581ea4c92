package source

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// Profile maps somebody's JSON onto the feed's records (contract/profile.md). It may be used by several goroutines.
type Profile struct {
	Name    string
	Version string // changes with every letter of its text
	auth    auth
	headers []order.Header
	clock   *rule
	status  *statusAnswer
	lists   map[order.List]*listing
	// strict profiles promise what the feed promises: an answer that does not say where the walk goes on, or lacks
	// the clock, has broken its contract. Only the feed's own is.
	strict bool
}

// auth says where the key goes: into a header, behind Bearer, or into the query. None of them: nowhere.
type auth struct {
	header, query string
	bearer        bool
}

// statusAnswer is where a source tells its clock and how far back it reaches.
type statusAnswer struct {
	path          string
	now, earliest *rule
}

//go:embed feed.yaml
var feedText []byte

// FeedText is the text of the profile that reads contract/feed.openapi.yaml: a good one to begin with.
func FeedText() string { return string(feedText) }

// FeedProfile is the profile that reads contract/feed.openapi.yaml.
func FeedProfile() *Profile {
	p, err := ParseProfile(feedText, "feed.yaml")
	if err != nil {
		panic(err) // it is a part of the program, and a test reads it
	}
	p.strict = true
	return p
}

// ParseProfile reads a profile and checks all of it. What is wrong is invalid, with line and column; name is that of
// the file.
func ParseProfile(text []byte, name string) (*Profile, error) {
	top, err := readYAML(text, name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	p := &Profile{Version: hex.EncodeToString(sum[:6]), lists: map[order.List]*listing{}}
	version := ""
	err = top.read("profile", map[string]reader{
		"ordertrail": func(y yaml) (err error) { version, err = y.oneOf("ordertrail", "profile/1", "profile/1"); return err },
		"name":       func(y yaml) (err error) { p.Name, err = y.text("name"); return err },
		"auth":       p.readAuth,
		"headers":    p.readHeaders,
		"clock":      func(y yaml) (err error) { p.clock, err = momentRule("clock", y); return err },
		"status":     p.readStatusAnswer,
		"lists":      p.readLists,
	})
	switch {
	case err != nil:
		return nil, err
	case version == "":
		return nil, top.lacks("ordertrail")
	case p.Name == "":
		return nil, top.lacks("name")
	case len(p.lists) == 0:
		return nil, top.lacks("lists")
	}
	return p, nil
}

// Lists are the lists that the profile reads.
func (p *Profile) Lists() []order.List {
	lists := []order.List{}
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		if p.lists[list] != nil {
			lists = append(lists, list)
		}
	}
	return lists
}

// Keyed says that the profile sends a key.
func (p *Profile) Keyed() bool { return p.auth != auth{} }

func (y yaml) lacks(name string) error {
	return y.wrong("profile_missing", fault.Params{"name": name})
}

func (p *Profile) readAuth(y yaml) error {
	yes := func(name string, set *bool) reader {
		return func(y yaml) error {
			text, err := y.oneOf(name, "true", "true")
			*set = text == "true"
			return err
		}
	}
	none, said := false, 0
	err := y.read("auth", map[string]reader{
		"header": func(y yaml) (err error) { said++; p.auth.header, err = y.headerName("header"); return err },
		"query":  func(y yaml) (err error) { said++; p.auth.query, err = y.text("query"); return err },
		"bearer": func(v yaml) error { said++; return yes("bearer", &p.auth.bearer)(v) },
		"none":   func(v yaml) error { said++; return yes("none", &none)(v) },
	})
	if err == nil && said != 1 {
		return y.value("auth", "{header: NAME}, {bearer: true}, {query: NAME}, {none: true}")
	}
	return err
}

// sentByUs are headers that a profile can't set: they say how the answer is framed, and to whom we speak.
var sentByUs = []string{"Host", "Content-Length", "Transfer-Encoding", "Connection", "Accept-Encoding", "Te", "Trailer", "Upgrade"}

func (y yaml) headerName(name string) (string, error) {
	text, err := y.text(name)
	if err == nil && (!httpguts.ValidHeaderFieldName(text) || slices.Contains(sentByUs, http.CanonicalHeaderKey(text))) {
		err = y.value(name, "X-API-KEY")
	}
	return text, err
}

func (p *Profile) readHeaders(y yaml) error {
	entries, err := y.entries("headers")
	if err != nil {
		return err
	}
	for _, e := range entries {
		name, err := e.key.headerName(e.name)
		if err != nil {
			return err
		}
		text, ok := e.value.scalar()
		if !ok || !httpguts.ValidHeaderFieldValue(text) {
			return e.value.value(e.name, "text")
		}
		p.headers = append(p.headers, order.Header{Name: name, Value: text})
	}
	return nil
}

func (p *Profile) readStatusAnswer(y yaml) error {
	s := &statusAnswer{}
	err := y.read("status", map[string]reader{
		"path":     func(y yaml) (err error) { s.path, err = y.askPath("path"); return err },
		"now":      func(y yaml) (err error) { s.now, err = momentRule("now", y); return err },
		"earliest": func(y yaml) (err error) { s.earliest, err = momentRule("earliest", y); return err },
	})
	if err == nil && s.path == "" {
		err = y.lacks("path")
	}
	p.status = s
	return err
}

// askPath is a path below the source's base address.
func (y yaml) askPath(name string) (string, error) {
	text, err := y.text(name)
	if err == nil && (!strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//") || strings.ContainsAny(text, "#\\ \t\r\n") || strings.Contains(text, "/../")) {
		err = y.value(name, "/v1/…")
	}
	return text, err
}

func (p *Profile) readLists(y yaml) error {
	one := func(list order.List) reader {
		return func(y yaml) (err error) {
			p.lists[list], err = readListing(list, y)
			return err
		}
	}
	err := y.read("lists", map[string]reader{"requests": one(order.Requests), "postbacks": one(order.Postbacks)})
	if err == nil && len(p.lists) == 0 {
		return y.lacks("requests")
	}
	return err
}
