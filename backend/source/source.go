// Package source reads what other systems keep of the history: the feed over HTTP, and files.
// It hands on whole records in the nouns of order, with the credentials in headers and URLs replaced
// by tokens and everything else to the byte. It asks once; trying again is the syncer's affair.
package source

import (
	"crypto/x509"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// Options say where a feed is and how it is asked.
type Options struct {
	Base      string            // to which /v1/…, or the profile's paths, are appended; https, or http on this machine
	Profile   *Profile          // nil: the feed's
	Key       string            // goes where the profile says, nowhere else
	Tokens    Tokens            // nil keeps credentials as they came, for tests
	UserAgent string            // "" is Ordertrail
	Limits    Limits            // what is zero has its default
	Roots     *x509.CertPool    // whose certificates are trusted; nil: the system's
	Transport http.RoundTripper // nil: our own
	Log       *slog.Logger      // nil: none
}

// Limits are how long a feed may take and how much it may send.
type Limits struct {
	Connect    time.Duration // until a connection stands, TLS included: 15 s
	Header     time.Duration // from there to the answer's headers: 15 s
	Idle       time.Duration // without a byte of the body: 20 s
	Page       time.Duration // for the whole answer: 60 s
	Bytes      int64         // of a decoded page: 32 MiB
	Skim       int64         // of a decoded page of one record that is only skimmed: 1 GiB
	RetryAfter time.Duration // the longest wait that a server may ask for: 1 h
}

func (l Limits) orDefaults() Limits {
	return Limits{
		Connect: or(l.Connect, 15*time.Second), Header: or(l.Header, 15*time.Second), Idle: or(l.Idle, 20*time.Second),
		Page: or(l.Page, time.Minute), Bytes: or(l.Bytes, 32<<20), Skim: or(l.Skim, 1<<30), RetryAfter: or(l.RetryAfter, time.Hour),
	}
}

func or[T comparable](given, otherwise T) T {
	var zero T
	if given == zero {
		return otherwise
	}
	return given
}

// Feed is one source over HTTP, read by its profile. It may be used by several goroutines.
type Feed struct {
	base    address
	profile *Profile
	key     string
	agent   string
	tokens  Tokens
	limits  Limits
	client  *http.Client
	log     *slog.Logger

	mu    sync.Mutex
	walks map[order.List]*walked // under way
	kept  map[string][]byte      // details of a page that is not whole yet
}

// Open checks the address and the key; it does not connect yet.
func Open(o Options) (*Feed, error) {
	base, err := parseAddress(o.Base)
	if err != nil {
		return nil, err
	}
	key := strings.TrimSpace(o.Key)
	if strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil, fault.New(fault.Invalid, "key", nil, nil)
	}
	limits := o.Limits.orDefaults()
	f := &Feed{base: base, profile: o.Profile, walks: map[order.List]*walked{}, kept: map[string][]byte{}, key: key, agent: or(o.UserAgent, "Ordertrail"), tokens: orExact(o.Tokens), limits: limits,
		client: &http.Client{Transport: o.Transport, CheckRedirect: stay}, log: o.Log}
	if f.profile == nil {
		f.profile = FeedProfile()
	}
	if o.Transport == nil {
		f.client.Transport = newTransport(limits, o.Roots)
	}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	return f, nil
}

// stay refuses redirects: Go would hand X-API-KEY on to another host.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Close lets go of idle connections.
func (f *Feed) Close() error {
	f.client.CloseIdleConnections()
	return nil
}

// fault makes an error about this feed's answer; its host is the most that is said of the address.
func (f *Feed) fault(code fault.Code, about string, params fault.Params, cause error) *fault.Error {
	e := fault.New(code, about, params, cause)
	if e.Params == nil {
		e.Params = fault.Params{}
	}
	e.Params["host"] = f.base.host
	return e
}
