package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/export"
	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

const now order.Millis = 1_795_000_000_000

// someone is an order with a body in each stage, for cases to change.
func someone() *order.Request {
	ok, took := 200, int64(180)
	source, rendered := `{"name": {{ order.given | tojson }}}`, `{"name": "Åsa Lindqvist"}`
	return &order.Request{
		ID: "da3d855f-9b83-5bcd-bc92-8798c81d889e", ReceivedAt: now, UpdatedAt: now + 200, Type: order.Submit, OrderReferenceID: "NL-10264",
		OrderID: "43b36daa-9f61-58ee-acda-e45b6297068e", Customer: &order.Party{Name: "Nordlys Kortbutik AB", ReferenceID: "nordlys"},
		Stages: order.Stages{
			Original: &order.Message{At: now, Transport: "http", Method: "POST", URL: "https://intake.example/api/nordlys/order?email=asa%40kund.example",
				Headers: []order.Header{{Name: "X-API-KEY", Value: "‹secret:AAAAAAAAAAAAAAAA›"}}, ContentType: "application/json", SHA256: "aa",
				Body: []byte(`{"number": "NL-10264", "firstName": "Åsa", "lastName": "Lindqvist", "email": "asa@kund.example", "qty": 5, "password": "hunter2-demo"}`)},
			Template: &order.Template{At: now, Name: "nordlys-submit-json", Format: "json", Source: &source, Rendered: &rendered,
				InputContext: []byte(`{"order":{"given":"Åsa"}}`), Lookups: []order.Lookup{{Field: "sku", Key: "CARD-A6", Hit: true}}},
			Final:    &order.Message{At: now, Method: "POST", URL: "https://press.example/v2/orders", ContentType: "application/xml", Body: []byte(`<o ref="NL-10264"><Name>Åsa Lindqvist</Name></o>`)},
			Response: &order.Response{Message: order.Message{At: now + 200, ContentType: "application/json", Body: []byte(`{"id": "43b36daa-9f61-58ee-acda-e45b6297068e"}`)}, Status: &ok, DurationMs: &took},
		},
	}
}

func news() *order.Postback {
	failed, answer := 500, "no customer Lindqvist here"
	return &order.Postback{ID: "p-1", OccurredAt: now + 1000, UpdatedAt: now + 1000, Direction: order.ToCustomer, Event: "order_shipped", Status: "shipped",
		OrderReferenceID: "NL-10264", Payload: []byte(`{"tracking":{"code":"PNNL102641SE"}}`),
		Delivery: &order.Delivery{Target: "asa@kund.example", Sent: &order.Message{Body: []byte("Hej Åsa, NL-10264 har skickats.")},
			Attempts: []order.Attempt{{N: 1, At: now + 1000, Status: &failed, ResponseBody: &answer}}}}
}

func records() []export.Record {
	return []export.Record{{Source: "feed", Request: someone(), Postbacks: []*order.Postback{news()}}}
}

// exported gives the files of an archive by name.
func exported(t *testing.T, records []export.Record, o export.Options) (map[string]string, export.Receipt) {
	t.Helper()
	o.Now = now
	var out bytes.Buffer
	receipt, err := export.ZIP(context.Background(), &out, export.Of(records...), o)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(out.Bytes()); receipt.Bytes != int64(out.Len()) || receipt.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("the receipt says %d bytes, %s", receipt.Bytes, receipt.SHA256)
	}
	return unzipped(t, out.Bytes()), receipt
}

func unzipped(t *testing.T, archive []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

const folder = "submit_NL-10264_da3d855f/"

func TestAnArchiveHasAFileForEachStage(t *testing.T) {
	files, receipt := exported(t, records(), export.Options{Language: "sv"})
	for _, name := range []string{"README.txt", folder + "manifest.json", folder + "original.json", folder + "original.headers.txt", folder + "template.source.j2",
		folder + "template.context.json", folder + "template.lookups.json", folder + "template.rendered.json", folder + "final.xml", folder + "response.json",
		folder + "postbacks/01-order_shipped/payload.json", folder + "postbacks/01-order_shipped/sent.txt", folder + "postbacks/01-order_shipped/attempt-1.answer.txt"} {
		if files[name] == "" {
			t.Errorf("%s is missing or empty", name)
		}
	}
	if !strings.Contains(files["README.txt"], "utfall: accepted") {
		t.Errorf("the README says: %s", files["README.txt"])
	}
	if receipt.Masked["email"] == 0 || receipt.Masked["secret"] == 0 || receipt.Masked["name"] == 0 {
		t.Errorf("masked: %v", receipt.Masked)
	}
}

func TestTheManifestTellsTheFilesDigests(t *testing.T) {
	files, _ := exported(t, records(), export.Options{})
	type listed struct {
		Name   string
		Bytes  int
		SHA256 string
	}
	var m struct {
		Masked            bool
		Outcome           string
		Stages, Postbacks []struct{ Files []listed }
	}
	if err := json.Unmarshal([]byte(files[folder+"manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, s := range append(m.Stages, m.Postbacks...) {
		for _, f := range s.Files {
			content := files[folder+f.Name]
			sum := sha256.Sum256([]byte(content))
			if len(content) != f.Bytes || hex.EncodeToString(sum[:]) != f.SHA256 {
				t.Errorf("%s is not what the manifest says: %+v", f.Name, f)
			}
			count++
		}
	}
	if !m.Masked || m.Outcome != "accepted" || count != 10 {
		t.Errorf("masked %v, outcome %s, %d files", m.Masked, m.Outcome, count)
	}
}

func TestAMissingStageSaysWhy(t *testing.T) {
	r := records()
	s := &r[0].Request.Stages
	s.Final, s.FinalIs = nil, order.NotReached
	s.Template, s.TemplateIs = nil, order.NotCaptured
	s.Response.Body = nil
	files, _ := exported(t, r, export.Options{Stages: []order.Stage{order.Templated, order.Final, order.Responded}})
	var m struct {
		Stages []struct{ Stage, Missing string }
	}
	if err := json.Unmarshal([]byte(files[folder+"manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range m.Stages {
		got[s.Stage] = s.Missing
	}
	want := map[string]string{"original": "left_out", "template": "not_captured", "final": "not_reached", "response": "no_body"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestUnmaskedBodiesAreExact(t *testing.T) {
	files, receipt := exported(t, records(), export.Options{Unmasked: true})
	if diff := cmp.Diff(string(someone().Stages.Original.Body), files[folder+"original.json"]); diff != "" {
		t.Error(diff)
	}
	if len(receipt.Masked) != 0 || !strings.Contains(files["README.txt"], "Not masked") {
		t.Errorf("masked %v; the README says: %s", receipt.Masked, files["README.txt"])
	}
}

var token = regexp.MustCompile(`‹[a-z]+:[A-Z2-7]+[^›]*›`)

func TestTwoExportsCannotBeLinked(t *testing.T) {
	tokens := func() map[string]bool {
		files, _ := exported(t, records(), export.Options{})
		found := map[string]bool{}
		for _, content := range files {
			for _, each := range token.FindAllString(strings.ReplaceAll(content, "‹email:7KQ2ABCDEFGH›", ""), -1) {
				found[each] = true
			}
		}
		return found
	}
	first, second := tokens(), tokens()
	for each := range first {
		if second[each] {
			t.Errorf("both have %s", each)
		}
	}
	if len(first) < 5 || len(first) != len(second) {
		t.Errorf("%d and %d pseudonyms", len(first), len(second))
	}
}

func TestTheSameKeyGivesTheSameBytes(t *testing.T) {
	o := export.Options{Now: now, Key: []byte("0123456789abcdef0123456789abcdef")}
	var one, two bytes.Buffer
	for _, w := range []io.Writer{&one, &two} {
		if _, err := export.ZIP(context.Background(), w, export.Of(records()...), o); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two exports with one key differ")
	}
}

func TestNamesInAnArchiveAreSafe(t *testing.T) {
	for name, reference := range map[string]string{
		"climbing out":        "../../../etc/passwd1",
		"an absolute path":    "/etc/passwd1",
		"backslashes":         `..\..\x1`,
		"a drive":             "C:1",
		"a device":            "CON",
		"a long one":          strings.Repeat("A1", 300),
		"dots and blanks":     " .. 1. ",
		"control characters":  "a\x00\n1",
		"no reference at all": "",
	} {
		t.Run(name, func(t *testing.T) {
			r := records()
			r[0].Request.OrderReferenceID = reference
			r[0].Request.Type = "CON"
			r[0].Postbacks[0].Event = "../" + reference
			files, _ := exported(t, append(r, r...), export.Options{Unmasked: true})
			if len(files) < 20 {
				t.Errorf("two records gave %d files", len(files))
			}
			for f := range files {
				if !filepath.IsLocal(f) || len(f) > 200 || !regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_./-]*$`).MatchString(strings.TrimPrefix(f, "_")) || strings.Contains(f, "..") {
					t.Errorf("the archive has %q", f)
				}
			}
		})
	}
}

// leaking holds a name where no masking looks: in the declaration of an XML document.
func leaking() []export.Record {
	r := records()
	r[0].Request.Stages.Final.Body = []byte(`<?xml version="1.0" by="Lindqvist"?><o><Name>Åsa</Name></o>`)
	return r
}

func TestAnOriginalValueThatIsLeftRefusesTheExport(t *testing.T) {
	for name, write := range map[string]func(context.Context, io.Writer, export.Records, export.Options) (export.Receipt, error){"zip": export.ZIP, "json": export.JSON} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			_, err := write(context.Background(), &out, export.Of(leaking()...), export.Options{Now: now})
			if f := fault.Of(err); err == nil || f.About != "leak" || f.Params["kind"] != "name" {
				t.Fatalf("got %v", err)
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes were handed over all the same", out.Len())
			}
			if strings.Contains(err.Error(), "Lindqvist") {
				t.Errorf("the refusal tells the value: %v", err)
			}
		})
	}
}

func TestAStoppedExportHandsNothingOver(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if _, err := export.ZIP(ctx, &out, export.Of(records()...), export.Options{Now: now}); !fault.Is(err, fault.Cancelled) || out.Len() > 0 {
		t.Errorf("%d bytes, %v", out.Len(), err)
	}
}

func TestJSONReadsBackAsTheFeed(t *testing.T) {
	var out bytes.Buffer
	twice := append(records(), records()...)
	receipt, err := export.JSON(context.Background(), &out, export.Of(twice...), export.Options{Now: now, Stages: []order.Stage{order.Original}})
	if err != nil {
		t.Fatal(err)
	}
	page, err := feed.ReadPage(out.Bytes())
	if err != nil || len(page.Items) != 2 {
		t.Fatalf("%d records, %v", len(page.Items), err)
	}
	r, err := feed.ReadRequest(page.Items[0])
	if err != nil {
		t.Fatal(err)
	}
	p, err := feed.ReadPostback(page.Items[1])
	if err != nil {
		t.Fatal(err)
	}
	if r.OrderReferenceID != "NL-10264" || r.Stages.Original.SHA256 != "" || r.Stages.Final != nil || p.ID != "p-1" || receipt.Masked["name"] == 0 {
		t.Errorf("got %+v and %+v", r, p)
	}
	if !bytes.Contains(page.Items[0], []byte(`"leftOut":["template","final","response"]`)) {
		t.Errorf("nothing says what was left out: %s", page.Items[0])
	}
}

func TestNoRecordsGiveAnEmptyList(t *testing.T) {
	var out bytes.Buffer
	if _, err := export.JSON(context.Background(), &out, export.Of(), export.Options{}); err != nil || out.String() != "{\"data\":[]}\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

func TestTheManifestNamesTheNoteAndTheVerdicts(t *testing.T) {
	r := records()[0]
	r.Note = "asked twice"
	r.Reports = []diagnose.Report{{Scenario: diagnose.Disappeared, Reference: "NL-10264", Confidence: diagnose.Certain}}
	files, _ := exported(t, []export.Record{r}, export.Options{})
	var m struct {
		Beside []struct {
			Name   string
			Bytes  int
			SHA256 string
		}
	}
	folder := ""
	for name, text := range files {
		if dir, ok := strings.CutSuffix(name, "/manifest.json"); ok {
			folder = dir
			if err := json.Unmarshal([]byte(text), &m); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(m.Beside) != 2 {
		t.Fatalf("the manifest names %+v", m.Beside)
	}
	for _, f := range m.Beside {
		content := files[folder+"/"+f.Name]
		if sum := sha256.Sum256([]byte(content)); content == "" || f.Bytes != len(content) || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%+v, and the file is %q", f, content)
		}
	}
}
