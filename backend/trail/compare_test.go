package trail_test

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/compare"
	"ordertrail/backend/export"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/payload"
	"ordertrail/backend/trail"
)

// samples is a history of the sample records, and the ids of their requests by order and kind, oldest first.
func samples(t *testing.T) (*trail.Trail, map[string][]string) {
	t.Helper()
	tr := open(t, t.TempDir())
	read := func() (io.ReadCloser, error) { return os.Open("../feed/testdata/requests.json") }
	if _, err := tr.Import(t.Context(), []trail.Input{{Name: "requests.json", Open: read}}, ""); err != nil {
		t.Fatal(err)
	}
	page, err := tr.Requests(t.Context(), order.RequestFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string][]string{}
	for _, r := range page.Requests {
		key := r.OrderReferenceID + " " + string(r.Type)
		ids[key] = append([]string{r.ID}, ids[key]...)
	}
	return tr, ids
}

func TestAComparisonIsSeenInPages(t *testing.T) {
	tr, ids := samples(t)
	q := trail.CompareQuery{ID: ids["NL-10250 submit"][0]}
	summary, err := tr.ComparisonOf(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if summary.Query.From != order.Original || summary.Query.To != order.Final || !summary.Proved {
		t.Errorf("compared %+v, proved %v", summary.Query, summary.Proved)
	}
	if len(summary.Courses) == 0 || summary.Courses[0].Field != compare.WatchProduct || summary.Courses[0].Diverges != order.Templated {
		t.Errorf("courses %+v", summary.Courses)
	}
	all, err := tr.ComparisonFields(t.Context(), q, trail.ComparePage{Count: 100})
	if err != nil || all.Total != summary.Same+summary.Changed+summary.Added+summary.Dropped {
		t.Fatalf("%d fields, %v", all.Total, err)
	}
	var paged []trail.ComparedField
	for from := 0; from < all.Total; from += 3 {
		page, err := tr.ComparisonFields(t.Context(), q, trail.ComparePage{From: from, Count: 3})
		if err != nil {
			t.Fatal(err)
		}
		paged = append(paged, page.Fields...)
	}
	if diff := cmp.Diff(all.Fields, paged); diff != "" {
		t.Error(diff)
	}
	only, err := tr.ComparisonFields(t.Context(), q, trail.ComparePage{Count: 100, Only: true})
	if err != nil || only.Total != all.Total-summary.Same || slices.ContainsFunc(only.Fields, func(f trail.ComparedField) bool { return f.Change == compare.Same }) {
		t.Errorf("only what differs: %d, %v", only.Total, err)
	}
}

func TestComparedLinesBelongTogether(t *testing.T) {
	tr, ids := samples(t)
	q := trail.CompareQuery{ID: ids["SV-2201 submit"][0]}
	for _, only := range []bool{false, true} {
		var sides [2]trail.ComparedLines
		for i, side := range []string{"from", "to"} {
			page, err := tr.ComparisonLines(t.Context(), q, trail.ComparePage{Side: side, Count: 500, Only: only})
			if err != nil || page.Total != len(page.Lines) {
				t.Fatalf("%d of %d lines, %v", len(page.Lines), page.Total, err)
			}
			sides[i] = page
		}
		marked := 0
		for _, line := range sides[1].Lines {
			if line.Pair < 0 {
				continue
			}
			marked++
			if pair := sides[0].Lines[line.Pair]; pair.N == 0 {
				t.Errorf("line %d is paired with what is left out", line.N)
			}
		}
		if marked == 0 {
			t.Errorf("no line has a pair (only what differs: %v)", only)
		}
	}
}

func TestTheLastThatWentWell(t *testing.T) {
	tr, ids := samples(t)
	last, err := tr.LastGood(t.Context(), ids["NL-10250 submit"][0])
	if err != nil {
		t.Fatal(err)
	}
	if last.Outcome != order.Accepted || last.Customer.Name == "" || last.OrderReferenceID == "NL-10250" || last.Type != order.Submit {
		t.Errorf("found %+v", last)
	}
	c, err := tr.Compare(t.Context(), trail.CompareQuery{ID: last.ID, With: ids["NL-10250 submit"][0]})
	if err != nil || c.Same == 0 || c.Query.From != order.Final || c.Query.To != order.Final {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := tr.LastGood(t.Context(), ids["PFX-7741 submit"][0]); !fault.Is(err, fault.NotFound) {
		t.Errorf("the first of its template has one before: %v", err)
	}
}

func TestWhatIsNotHeldCannotBeCompared(t *testing.T) {
	tr, ids := samples(t)
	for name, q := range map[string]trail.CompareQuery{
		"no record":  {ID: "nobody"},
		"no other":   {ID: ids["NL-10250 submit"][0], With: "nobody"},
		"no stage":   {ID: ids["NL-10240 submit"][0]},
		"no answers": {ID: ids["NL-10243 submit"][0], To: order.Responded},
	} {
		if _, err := tr.Compare(t.Context(), q); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatAValueMayComeFromStandsOnItsLine(t *testing.T) {
	const record = `{"id":"r-1","receivedAt":"2026-11-10T08:00:00.000Z","updatedAt":"2026-11-10T08:00:00.000Z","type":"submit","stages":{
		"original":{"at":"2026-11-10T08:00:00.000Z","contentType":"application/json","body":"{\"box\":{\"mark\":\"X-77\"},\"bag\":{\"mark\":\"X-77\"},\"given\":\"a\"}","bodyEncoding":"utf-8"},
		"final":{"at":"2026-11-10T08:00:00.000Z","contentType":"application/json","body":"{\"stamp\":\"X-77\"}","bodyEncoding":"utf-8"}}}`
	tr := open(t, t.TempDir())
	read := func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(strings.ReplaceAll(record, "\n", " "))), nil
	}
	if _, err := tr.Import(t.Context(), []trail.Input{{Name: "one.ndjson", Open: read}}, ""); err != nil {
		t.Fatal(err)
	}
	q := trail.CompareQuery{ID: "r-1"}
	found, err := tr.ComparisonFields(t.Context(), q, trail.ComparePage{Count: 10})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := tr.ComparisonLines(t.Context(), q, trail.ComparePage{Side: "from", Count: 100})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, field := range found.Fields {
		if field.Change == compare.Dropped && field.Perhaps != (field.From.Path != "given") {
			t.Errorf("%s may have been carried on: %v", field.From.Path, field.Perhaps)
		}
		for _, one := range field.Candidates {
			told = append(told, field.To.Path+": "+one.Path+" "+strings.TrimSpace(lines.Lines[one.Line].Text)+" "+found.Fields[one.Row].From.Path)
		}
	}
	if diff := cmp.Diff([]string{`stamp: box.mark "mark": "X-77" box.mark`, `stamp: bag.mark "mark": "X-77" bag.mark`}, told); diff != "" {
		t.Error(diff)
	}
	var page strings.Builder
	if _, err := tr.Export(t.Context(), trail.ExportOptions{IDs: []string{"r-1"}, Format: export.AsHTML, Unmasked: true}, &page); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page.String(), "perhaps carried on"); n != 2 {
		t.Errorf("an exported page says of %d values that they may have been carried on, not of 2", n)
	}
}

func TestASharedPageComparesByTheNamesThatAPersonGave(t *testing.T) {
	const record = `{"id":"r-1","receivedAt":"2026-11-10T08:00:00.000Z","updatedAt":"2026-11-10T08:00:00.000Z","type":"submit","customer":{"name":"Nordlys"},"stages":{
		"original":{"at":"2026-11-10T08:00:00.000Z","contentType":"application/json","body":"{\"hylla\":7,\"stycken\":7,\"ask\":7}","bodyEncoding":"utf-8"},
		"final":{"at":"2026-11-10T08:00:00.000Z","contentType":"application/json","body":"{\"quantity\":7}","bodyEncoding":"utf-8"}}}`
	linked := regexp.MustCompile(`<code>stycken</code></td><td>[^<]*<code>quantity</code>`)
	for aliases, want := range map[string]bool{
		"": false, "[quantity]\nany = [\"stycken\"]\n": true, "[customers.Nordlys.quantity]\nany = [\"stycken\"]\n": true, "[customers.Acme.quantity]\nany = [\"stycken\"]\n": false,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, trail.AliasFile), []byte(aliases), 0o600); err != nil {
			t.Fatal(err)
		}
		tr := open(t, dir)
		read := func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(strings.ReplaceAll(record, "\n", " "))), nil
		}
		if _, err := tr.Import(t.Context(), []trail.Input{{Name: "one.ndjson", Open: read}}, ""); err != nil {
			t.Fatal(err)
		}
		var page strings.Builder
		if _, err := tr.Export(t.Context(), trail.ExportOptions{IDs: []string{"r-1"}, Format: export.AsHTML}, &page); err != nil {
			t.Fatal(err)
		}
		if linked.MatchString(page.String()) != want {
			t.Errorf("with %q it is %v that stycken became quantity", aliases, !want)
		}
	}
}

func TestARefusalLeadsToTheLinesItIsAbout(t *testing.T) {
	tr, ids := samples(t)
	at := func(id string, place trail.FieldPlace) string {
		q := trail.TextQuery{TextPlace: trail.TextPlace{Part: trail.Part(place.Stage)}, View: payload.Pretty, From: place.Line - 1, Count: 1}
		page, err := tr.Text(t.Context(), id, q)
		if err != nil || len(page.Lines) == 0 {
			t.Fatalf("line %d of %s: %v", place.Line, place.Stage, err)
		}
		return strings.TrimSpace(page.Lines[0].Text)
	}
	var told []string
	for _, order := range []string{"NL-10241", "NL-10245", "NL-10231"} {
		id := ids[order+" submit"][0]
		found, err := tr.Blamed(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range found {
			told = append(told, at(id, b.Sent)+" "+b.Says)
			if b.From.There {
				told = append(told, "from "+at(id, b.From))
			}
		}
	}
	want := []string{`"postCode": "", must not be empty`, `from "zip": "",`,
		`"country": "SW", unknown ISO 3166-1 alpha-2 code`, `from "country": "sw",`,
		`"productUid": "", items[0].productUid is required`, `from "sku": "POSTER-A2-SILK",`}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
}
