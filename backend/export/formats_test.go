package export_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"ordertrail/backend/export"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// shared writes records in a format.
func shared(t *testing.T, f export.Format, o export.Options, records ...export.Record) string {
	t.Helper()
	o.Now = now
	write, ok := export.Write(f)
	if !ok {
		t.Fatalf("no format %s", f)
	}
	var out bytes.Buffer
	if _, err := write(context.Background(), &out, export.Of(records...), o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestEveryFormatHidesWhatIsPersonal(t *testing.T) {
	for _, f := range export.AllFormats {
		t.Run(string(f), func(t *testing.T) {
			text := opened(t, f, shared(t, f, export.Options{}, records()...))
			for _, c := range []string{"Lindqvist", "asa@kund.example", "hunter2-demo", "Nordlys Kortbutik"} {
				if strings.Contains(text, c) {
					t.Errorf("%s is left", c)
				}
			}
			if !strings.Contains(text, "‹email:") || !strings.Contains(text, "NL-10264") {
				t.Errorf("no pseudonym, or no reference:\n%.2000s", text)
			}
		})
	}
}

// opened gives what a file holds, unpacked.
func opened(t *testing.T, f export.Format, content string) string {
	t.Helper()
	switch f {
	case export.AsZIP:
		all := ""
		for name, text := range unzipped(t, []byte(content)) {
			all += name + "\n" + text
		}
		return all
	case export.AsBundle:
		r, err := gzip.NewReader(strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return content
}

func TestEveryFormatRefusesWhatLeaks(t *testing.T) {
	for _, f := range export.AllFormats {
		write, _ := export.Write(f)
		var out bytes.Buffer
		_, err := write(context.Background(), &out, export.Of(leaking()...), export.Options{Now: now})
		if e := fault.Of(err); err == nil || e.About != "leak" || out.Len() > 0 {
			t.Errorf("%s: %d bytes, %v", f, out.Len(), err)
		}
	}
}

func TestManyRecordsAreMaskedInBatchesWithOneKey(t *testing.T) {
	var many []export.Record
	for i := range 450 {
		r := someone()
		r.ID, r.OrderReferenceID = fmt.Sprintf("id-%06d", i), fmt.Sprintf("NL-%06d", i)
		r.Stages = order.Stages{Original: &order.Message{ContentType: "application/json", Body: []byte(`{"email":"asa@kund.example"}`)}}
		many = append(many, export.Record{Source: "feed", Request: r})
	}
	text := shared(t, export.AsJSON, export.Options{}, many...)
	tokens := map[string]bool{}
	for _, part := range strings.Split(text, "‹email:")[1:] {
		token, _, _ := strings.Cut(part, "›")
		tokens[token] = true
	}
	if len(tokens) != 1 || strings.Count(text, "‹email:") != 450 {
		t.Errorf("%d pseudonyms for one address in %d places", len(tokens), strings.Count(text, "‹email:"))
	}
}

// awkward are bodies that shells like to change.
var awkward = map[string]string{
	"quotes":          `it's "quoted" $HOME ` + "`id`" + ` \n \\ %s !! ‘curly’`,
	"lines":           "a\nb\n\n",
	"carriage":        "a\r\nb\r\n",
	"an at sign":      "@/etc/hostname",
	"NUL":             "a\x00b",
	"not UTF-8":       "\xff\xfe\x00å",
	"a mark's end":    "x\nBASE64\nPOWERSHELL\nBODY\n",
	"more than 128 k": strings.Repeat("abcdefgh'\n", 20_000),
}

func TestCommandsSendTheSameBytes(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl here")
	}
	for name, body := range awkward {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			var got []string
			s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				text, _ := io.ReadAll(r.Body)
				mu.Lock()
				defer mu.Unlock()
				got = append(got, r.Method+" "+r.RequestURI+" "+r.Header.Get("X-Odd")+" "+r.Header.Get("Content-Type")+"\n"+string(text))
			}))
			defer s.Close()
			r := someone()
			r.Stages.Original = nil
			r.Stages.Final = &order.Message{Method: "PUT", URL: s.URL + "/o'x/[1]?q={a}&b=$HOME", ContentType: "text/plain", Body: []byte(body),
				Headers: []order.Header{{Name: "X-Odd", Value: `it's "odd" $(id)`}, {Name: "Content-Length", Value: "1"}}}
			script := shared(t, export.AsCurl, export.Options{Unmasked: true}, export.Record{Request: r})
			file := filepath.Join(t.TempDir(), "a.sh")
			if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.CommandContext(t.Context(), "sh", file).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			want := `PUT /o'x/[1]?q={a}&b=$HOME it's "odd" $(id) text/plain` + "\n" + body
			if diff := cmp.Diff([]string{want}, got); diff != "" {
				t.Errorf("sent otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarkdownShowsDataAsData(t *testing.T) {
	r := someone()
	r.OrderReferenceID = "x](javascript:alert(1)) @all <img src=x>"
	r.Stages.Original.Body = []byte("````\n# not a title\n```\n")
	r.Stages.Original.ContentType = "text/plain"
	text := shared(t, export.AsMarkdown, export.Options{Unmasked: true}, export.Record{Request: r})
	if !strings.Contains(text, "`````text\n````\n# not a title\n```\n`````\n") {
		t.Errorf("the fence is not longer than what it holds:\n%s", text)
	}
	if title, _, _ := strings.Cut(text, "\n"); regexp.MustCompile(`(^|[^\\])(\]\(|<img)`).MatchString(title) || strings.Contains(title, "@all") {
		t.Errorf("the title is read as marks: %s", title)
	}
}

// requestRows are rows of a list.
func requestRows(names ...string) iter.Seq2[order.RequestRow, error] {
	return func(yield func(order.RequestRow, error) bool) {
		for i, name := range names {
			row := order.RequestRow{ID: fmt.Sprint("r-", i), ReceivedAt: now, Type: order.Submit, Outcome: order.Accepted, DurationMs: -1, Customer: order.Party{Name: name}}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func TestNoCellOfAListIsAFormula(t *testing.T) {
	names := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "a;=1+1", "a,=1", "a\n=1", `"=1`, "\u00a0=1", "\ufeff=1", "plain", "a=b", "x-y"}
	var out bytes.Buffer
	if _, err := export.Requests(context.Background(), &out, requestRows(names...), export.AsCSV, export.Options{Now: now, Unmasked: true}); err != nil {
		t.Fatal(err)
	}
	text, found := strings.CutPrefix(out.String(), "\ufeff")
	if !found {
		t.Error("no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != len(names)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, semicolons := range []rune{',', ';'} { // a spreadsheet of another country parts cells there
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = semicolons, true, -1
		cells, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range cells {
			for _, cell := range row {
				if strings.ContainsAny(strings.TrimSpace(cell + " ")[:min(1, len(strings.TrimSpace(cell)))], "=+-@") {
					t.Errorf("with %q the cell %q is live", semicolons, cell)
				}
			}
		}
	}
	if got := rows[len(rows)-3:]; got[0][7] != "plain" || got[1][7] != "a=b" || got[2][7] != "x-y" {
		t.Errorf("harmless cells were changed: %q", got)
	}
}

func TestNoListIsRefusedForItsApostrophes(t *testing.T) {
	rows := func(yield func(order.RequestRow, error) bool) {
		for i, name := range []string{"a;=1+1", "'=1+1"} {
			row := order.RequestRow{ID: fmt.Sprint("r-", i), Type: order.Submit, Customer: order.Party{Name: name}, Connector: order.Connector{Name: name}}
			if !yield(row, nil) {
				return
			}
		}
	}
	for _, f := range export.AllListFormats {
		var out bytes.Buffer
		if _, err := export.Requests(t.Context(), &out, rows, f, export.Options{Now: now}); err != nil {
			t.Errorf("%s: %v (%v)", f, err, errors.Unwrap(err))
		}
		if f == export.AsCSV && strings.Contains(out.String(), ";=1") {
			t.Errorf("a formula is live: %s", out.String())
		}
	}
}

func TestAListIsMaskedInEveryFormat(t *testing.T) {
	for _, f := range export.AllListFormats {
		var out bytes.Buffer
		receipt, err := export.Requests(context.Background(), &out, requestRows("Åsa Lindqvist", "Nordlys Kortbutik AB"), f, export.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "Lindqvist") || receipt.Masked["company"] != 2 || receipt.Records != 2 {
			t.Errorf("%s: %+v", f, receipt)
		}
	}
}

func TestParquetReadsBack(t *testing.T) {
	var out bytes.Buffer
	if _, err := export.Requests(context.Background(), &out, requestRows("Nordlys"), export.AsParquet, export.Options{Now: now, Unmasked: true}); err != nil {
		t.Fatal(err)
	}
	type line struct {
		ID           string  `parquet:"id"`
		ReceivedAt   *int64  `parquet:"receivedAt,optional,timestamp(millisecond)"`
		CustomerName *string `parquet:"customerName,optional"`
		DurationMs   *int64  `parquet:"durationMs,optional"`
	}
	rows, err := parquet.Read[line](bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].ID != "r-0" || *rows[0].ReceivedAt != int64(now) || *rows[0].CustomerName != "Nordlys" || rows[0].DurationMs != nil {
		t.Errorf("got %+v", rows)
	}
}

func TestARecordingHoldsEveryExchangeWhole(t *testing.T) {
	r := records()
	long := bytes.Repeat([]byte("x"), 3<<20)
	r[0].Request.Stages.Response.Body = long
	r[0].Request.Stages.Response.ContentType = "text/plain"
	var har struct {
		Log struct {
			Version string
			Pages   []struct{ ID string }
			Entries []struct {
				Pageref  string
				Request  struct{ Method, URL string }
				Response struct {
					Status  int
					Content struct {
						Size int
						Text string
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(shared(t, export.AsHAR, export.Options{Unmasked: true}, r...)), &har); err != nil {
		t.Fatal(err)
	}
	e := har.Log.Entries
	if har.Log.Version != "1.2" || len(har.Log.Pages) != 1 || len(e) != 3 {
		t.Fatalf("%d pages, %d entries", len(har.Log.Pages), len(e))
	}
	if e[1].Request.URL != "https://press.example/v2/orders" || e[1].Response.Status != 200 || e[1].Response.Content.Text != string(long) {
		t.Errorf("the final exchange: %s, %d, %d bytes", e[1].Request.URL, e[1].Response.Status, e[1].Response.Content.Size)
	}
	if e[2].Response.Status != 500 || e[2].Response.Content.Text != "no customer Lindqvist here" || e[2].Pageref != har.Log.Pages[0].ID {
		t.Errorf("the postback: %+v", e[2])
	}
}

func TestAKindMayStayReadableButNoSecret(t *testing.T) {
	r := records()
	r[0].Request.Stages.Original.Body = []byte(`{"number": "NL-10264", "firstName": "Åsa", "lastName": "Lindqvist", "email": "asa@kund.example", "city": "Härnösand", "addressLine1": "Lindqvist väg 3", "password": "hunter2-demo"}`)
	var out bytes.Buffer
	receipt, err := export.JSON(context.Background(), &out, export.Of(r...), export.Options{Now: now, Keep: []string{"city", "address", "secret"}})
	if err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if !strings.Contains(text, "Härnösand") || receipt.Kept["city"] != 1 || receipt.Masked["city"] != 0 {
		t.Errorf("the town was masked: %+v", receipt)
	}
	for _, hidden := range []string{"hunter2-demo", "Lindqvist", "asa@kund.example"} {
		if strings.Contains(text, hidden) {
			t.Errorf("%s is left", hidden)
		}
	}
}

func TestANoteIsInEveryFormat(t *testing.T) {
	for _, f := range export.AllFormats {
		r := records()[0]
		r.Note = "late again, see NL-10264, Lindqvist"
		text := opened(t, f, shared(t, f, export.Options{}, r))
		if !strings.Contains(text, "late again, see NL-10264") || strings.Contains(text, "Lindqvist") {
			t.Errorf("%s has not the masked note", f)
		}
	}
}

func TestWhatIsCountedAsMaskedIsWhatLeaves(t *testing.T) {
	count := func(stages ...order.Stage) map[string]int {
		_, receipt := exported(t, records(), export.Options{Stages: stages})
		return receipt.Masked
	}
	all, template := count(), count(order.Templated)
	if all["secret"] == 0 || template["secret"] != 0 {
		t.Errorf("with all stages %v, with the template alone %v", all, template)
	}
	if all["name"] <= template["name"] || template["name"] == 0 {
		t.Errorf("with all stages %v, with the template alone %v", all, template)
	}
}
