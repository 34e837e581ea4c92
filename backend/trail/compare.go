package trail

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"ordertrail/backend/compare"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// CompareQuery says what to hold against what: two stages of one request, or of two.
type CompareQuery struct {
	ID   string      `json:"id"`
	From order.Stage `json:"from"` // "": original; of two requests the stage that To is
	With string      `json:"with"` // the other request, which is held against; "": the same
	To   order.Stage `json:"to"`   // "": final; of two requests the last stage that both have
}

// Comparison is two stages field by field.
type Comparison struct {
	*compare.Comparison
	Query CompareQuery // with what it left open filled in
	Of    [2]*order.Request

	once  sync.Once
	lines laidOut
}

// Compare holds two stages against each other by meaning; not_found when a record or a stage is not held.
func (t *Trail) Compare(ctx context.Context, q CompareQuery) (*Comparison, error) {
	one, err := t.requestOnly(ctx, q.ID)
	if err != nil {
		return nil, err
	}
	other := one
	if q.With != "" {
		if other, err = t.requestOnly(ctx, q.With); err != nil {
			return nil, err
		}
	}
	words, err := t.vocabulary(other.Customer)
	if err != nil {
		return nil, err
	}
	key := sha256.Sum256([]byte(strings.Join([]string{q.ID, q.With, string(q.From), string(q.To), one.UpdatedAt.String(), other.UpdatedAt.String()}, "\x00")))
	return t.compared.get(key, func() (*Comparison, error) { return compareOf(q, words, one, other) })
}

func compareOf(q CompareQuery, words *compare.Vocabulary, one, other *order.Request) (*Comparison, error) {
	a, b := words.Of(&one.Stages), words.Of(&other.Stages)
	q = q.filled(a, b)
	compare.ReadBoth(a, q.From, b, q.To)
	if a.Document(q.From) == nil {
		return nil, noStage(q.ID, q.From)
	}
	if b.Document(q.To) == nil {
		return nil, noStage(other.ID, q.To)
	}
	c := &Comparison{Query: q, Of: [2]*order.Request{one, other}}
	if q.With == "" {
		c.Comparison = a.Compare(q.From, q.To)
	} else {
		c.Comparison = b.Against(a, q.From, q.To)
	}
	return c, nil
}

// filled chooses the stages that were left open.
func (q CompareQuery) filled(a, b *compare.Stages) CompareQuery {
	if q.With == "" {
		q.From, q.To = cmp.Or(q.From, order.Original), cmp.Or(q.To, order.Final)
		return q
	}
	last := cmp.Or(q.To, q.From)
	for _, stage := range []order.Stage{order.Final, order.Templated, order.Original} {
		if last == "" && a.Document(stage) != nil && b.Document(stage) != nil {
			last = stage
		}
	}
	last = cmp.Or(last, order.Original)
	q.From, q.To = cmp.Or(q.From, last), cmp.Or(q.To, last)
	return q
}

func noStage(id string, stage order.Stage) error {
	return fault.New(fault.NotFound, "stage", fault.Params{"id": id, "stage": string(stage)}, nil)
}

// requestOnly reads a request; a postback has no stages to compare.
func (t *Trail) requestOnly(ctx context.Context, id string) (*order.Request, error) {
	r, err := t.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	if r.Request == nil {
		return nil, fault.New(fault.NotFound, "stages", fault.Params{"id": id}, nil)
	}
	return r.Request, nil
}

// Courses follows what was ordered through the stages of a request, and names the first that changes it.
func (t *Trail) Courses(ctx context.Context, id string) ([]compare.Course, error) {
	r, err := t.requestOnly(ctx, id)
	if err != nil {
		return nil, err
	}
	words, err := t.vocabulary(r.Customer)
	if err != nil {
		return nil, err
	}
	return words.Of(&r.Stages).Courses(), nil
}

// mostTried is how many requests are opened to find one of the same template.
const mostTried = 60

// LastGood gives the latest request before one that was accepted, of the same customer, kind and template.
func (t *Trail) LastGood(ctx context.Context, id string) (order.RequestRow, error) {
	r, err := t.requestOnly(ctx, id)
	if err != nil {
		return order.RequestRow{}, err
	}
	f := order.RequestFilter{Window: order.Window{To: r.ReceivedAt}, Outcomes: []order.Outcome{order.Accepted}, Types: []order.RequestType{r.Type}, Limit: mostTried}
	if c := r.Customer; c != nil {
		f.Customers = []string{cmp.Or(c.ID, c.ReferenceID, c.Name)}
	}
	page, err := t.store.Requests(ctx, f, t.Now())
	if err != nil {
		return order.RequestRow{}, err
	}
	for _, row := range page.Requests {
		if other, err := t.requestOnly(ctx, row.ID); err == nil && sameTemplate(r.Stages.Template, other.Stages.Template) {
			return row, nil
		}
	}
	return order.RequestRow{}, fault.New(fault.NotFound, "last_good", nil, nil)
}

// sameTemplate goes by name and id: the version may be what broke it. Where a template is not captured, any will do.
func sameTemplate(a, b *order.Template) bool {
	return a == nil || b != nil && a.Name == b.Name && (a.ID == b.ID || a.Name != "")
}

// comparisons keeps the last comparison, which a screen asks for page by page, and the vocabularies.
type comparisons struct {
	mu    sync.Mutex
	key   [sha256.Size]byte
	last  *Comparison
	words map[string]*compare.Vocabulary // by customer
}

func (c *comparisons) get(key [sha256.Size]byte, make func() (*Comparison, error)) (*Comparison, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil && c.key == key {
		return c.last, nil
	}
	made, err := make()
	if err == nil {
		c.key, c.last = key, made
	}
	return made, err
}

// AliasFile is where a person names fields of their own, in the data folder.
const AliasFile = "aliases.toml"

// vocabulary is what fields of a customer's orders are called. It is read once: a changed file counts from the next start.
func (t *Trail) vocabulary(customer *order.Party) (*compare.Vocabulary, error) {
	who := order.Party{}
	if customer != nil {
		who = *customer
	}
	c := &t.compared
	c.mu.Lock()
	defer c.mu.Unlock()
	key := cmp.Or(who.ID, who.ReferenceID, who.Name)
	if v, ok := c.words[key]; ok {
		return v, nil
	}
	v, err := readVocabulary(filepath.Join(t.o.Dir, AliasFile), who)
	if err != nil {
		return nil, err
	}
	if c.words == nil || len(c.words) > 50 {
		c.words = map[string]*compare.Vocabulary{}
	}
	c.words[key] = v
	return v, nil
}

func readVocabulary(path string, who order.Party) (*compare.Vocabulary, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return compare.NewVocabulary()
	}
	if err != nil {
		return nil, fault.New(fault.IO, "store", nil, err)
	}
	everyone, customers, err := compare.ParseAliases(text)
	if err != nil {
		return nil, fault.New(fault.Invalid, "aliases", fault.Params{"file": AliasFile, "says": err.Error()}, err)
	}
	all := []compare.Aliases{everyone}
	for _, name := range []string{who.Name, who.ReferenceID, who.ID} {
		if own, ok := customers[name]; ok && name != "" {
			all = append(all, own)
		}
	}
	return compare.NewVocabulary(all...)
}
