package demo

import (
	"fmt"
	"math"
	"time"

	"ordertrail/backend/order"
)

// Options choose a history. Equal options give equal histories, to the byte, and other ones another tenant's:
// who starts a server again and wants the same history back rounds Now, say to the hour.
type Options struct {
	Requests int           // how many requests there are at Now; at least 1
	Seed     uint64        // another seed, another tenant
	Now      order.Millis  // where the past ends: what lies after it appears as the server's clock goes on
	Span     time.Duration // how far back it reaches; 0: about 200 requests a day, 14 to 365 days
}

// MostRequests is the largest history that can be asked for.
const MostRequests = 4_000_000

// horizon is how long a history goes on after its Now.
const horizon = 7 * day

// newcomers is how many orders a day a small history gets after its Now, so that one sees something happen.
const newcomers = 500

// History is a made-up history. It holds an index of 8 bytes per record and walk; records are made on demand.
type History struct {
	seed                    uint64
	size                    int
	start, end              order.Millis
	names                   names
	products                []product
	customers               []*customer
	printers                []*printer
	stories                 []*story
	busy                    int      // sum of what is usual for the customers
	usual                   uint32   // orders that came by rate; planted ones and then coming ones follow
	plain                   uint32   // an order that is healthy whatever its draw, so that the count comes out
	planted                 []*story // stories near the end of the history
	coming                  int      // orders after the end
	requestIndex, newsIndex index
	tables                  map[string]string
	cursors                 *sealer
	reroute                 *jinja // the template for a changed way of sending
	rerouteAs               encoding
}

// New makes a history.
func New(o Options) (*History, error) {
	if o.Requests < 1 || o.Requests > MostRequests {
		return nil, fmt.Errorf("a history has 1 to %d requests, not %d", MostRequests, o.Requests)
	}
	if o.Now <= 0 || o.Span < 0 || o.Span > 0 && o.Span < 24*time.Hour || o.Span > 2*365*24*time.Hour {
		return nil, fmt.Errorf("a history ends at a moment and spans a day to two years, not %s before %d", o.Span, o.Now)
	}
	h := &History{seed: o.Seed, size: o.Requests, end: o.Now, start: o.Now - span(o), stories: stories(), products: catalog()}
	h.names = names{key: mix(mix(o.Seed) ^ mix(uint64(o.Requests)) ^ mix(uint64(o.Now)))}
	b := builder{names: h.names, products: h.products, printers: printers(h.names)}
	h.customers, h.printers = b.people(), b.printers
	h.tables, h.reroute, h.rerouteAs = tables(), b.compile(b.read("shipment-json")), jsonBody(spaced)
	if b.err != nil {
		return nil, b.err
	}
	var err error
	if h.cursors, err = newSealer(h.names.key); err != nil {
		return nil, fmt.Errorf("make cursor key: %w", err)
	}
	for _, c := range h.customers {
		h.busy += c.usual
	}
	h.measure(o.Requests)
	h.requestIndex, h.newsIndex = h.indexes()
	return h, nil
}

func span(o Options) order.Millis {
	if o.Span > 0 {
		return order.Millis(o.Span.Milliseconds())
	}
	return min(max(order.Millis(o.Requests)*day/200, 14*day), 365*day)
}

// measure finds out how many orders make the wanted number of requests.
func (h *History) measure(requests int) {
	const uncounted = math.MaxUint32
	h.usual, h.plain = uncounted, uncounted // while counting, every order comes by rate
	left, k := requests-h.plant(requests), uint32(0)
	for ; left > 0; k++ {
		c := drawing(h.seed, streamPlan, uint64(k))
		if left -= 1 + h.storyOf(k, &c).more; left < 0 {
			h.plain = k
		}
	}
	h.usual = k
	h.coming = max(newcomers, int(int64(requests)*int64(day)/int64(h.end-h.start))) * int(horizon/day)
}

// plant chooses the stories that are told near the end, and gives how many requests they take. A small history
// tells each once, a very small one as many as fill half of it, any other each twice.
func (h *History) plant(requests int) (taken int) {
	for round := 0; round < 2 && (round == 0 || requests >= 1000); round++ {
		for _, s := range h.stories {
			if s.age[1] > 0 && h.start+s.age[1]+day < h.end && 2*(taken+1+s.more) <= requests {
				h.planted, taken = append(h.planted, s), taken+1+s.more
			}
		}
	}
	return taken
}

// Tenant is whose history it is; another seed, size or end is another tenant's.
func (h *History) Tenant() order.Party {
	ref := fmt.Sprintf("demo-%d-%d", h.seed, h.size)
	return order.Party{ID: h.names.uuid(nameParty, 0, 0), Name: fmt.Sprintf("Demotryck %d (%d requests)", h.seed, h.size), ReferenceID: ref}
}

// Earliest is where the history begins.
func (h *History) Earliest() order.Millis { return h.start }

// End is the Now that the history was made for.
func (h *History) End() order.Millis { return h.end }
