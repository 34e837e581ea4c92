// Package feed is the wire format of contract/feed.openapi.yaml: feed JSON from and to the nouns of order.
// Reading keeps bodies and JSON values to the byte, and no number ever passes through a float.
package feed

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
)

// ErrNotFeed says that JSON is not of this format: a page without data, or no JSON at all.
var ErrNotFeed = errors.New("not a feed answer")

// lenient reads what others write: duplicate keys and broken UTF-8 inside kept values must not refuse a page.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// Page is one answer of a list: records as they came, not yet read one by one.
type Page struct {
	Items []Item
	Next  string       // "" at the end of the walk
	Ends  bool         // the page says that nothing follows; without Next and Ends it does not say
	AsOf  order.Millis // the server's clock; 0 where the page does not say
}

// Item is the JSON of one record, to the byte.
type Item []byte

// Status is the answer of /v1/status.
type Status struct {
	Feed     int
	Tenant   order.Party
	Now      order.Millis
	Earliest order.Millis // 0: not said
}

// ReadPage reads one answer of a list. Anything but an object with a list named data is ErrNotFeed.
func ReadPage(body []byte) (Page, error) {
	var wire struct {
		Data *[]jsontext.Value `json:"data"`
		Next jsontext.Value    `json:"next"`
		AsOf *moment           `json:"asOf"`
	}
	if err := json.Unmarshal(body, &wire, lenient); err != nil {
		return Page{}, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	if wire.Data == nil {
		return Page{}, fmt.Errorf("%w: no list named data", ErrNotFeed)
	}
	page := Page{Items: make([]Item, len(*wire.Data)), AsOf: wire.AsOf.millis()}
	if err := page.readNext(wire.Next); err != nil {
		return Page{}, err
	}
	for i, item := range *wire.Data {
		page.Items[i] = Item(item)
	}
	return page, nil
}

// readNext tells a walk's end (null) from a page that does not say.
func (p *Page) readNext(next jsontext.Value) error {
	if len(next) == 0 {
		return nil
	}
	if err := json.Unmarshal(next, &p.Next, lenient); err != nil {
		return fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	p.Ends = p.Next == ""
	return nil
}

// ReadStatus reads the answer of /v1/status; one without feed and now is ErrNotFeed.
func ReadStatus(body []byte) (Status, error) {
	var wire struct {
		Feed     *int    `json:"feed"`
		Tenant   *party  `json:"tenant"`
		Now      *moment `json:"now"`
		Earliest *moment `json:"earliest"`
	}
	if err := json.Unmarshal(body, &wire, lenient); err != nil {
		return Status{}, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	if wire.Feed == nil || wire.Now == nil {
		return Status{}, fmt.Errorf("%w: no feed version or clock", ErrNotFeed)
	}
	s := Status{Feed: *wire.Feed, Now: wire.Now.millis(), Earliest: wire.Earliest.millis()}
	if wire.Tenant != nil {
		s.Tenant = order.Party(*wire.Tenant)
	}
	return s, nil
}

// moment is an RFC 3339 time in JSON.
type moment order.Millis

func (m *moment) UnmarshalText(text []byte) error {
	at, err := order.ParseMillis(string(text))
	*m = moment(at)
	return err
}

func (m *moment) millis() order.Millis {
	if m == nil {
		return 0
	}
	return order.Millis(*m)
}
