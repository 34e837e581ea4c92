package source_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

const (
	aRequest  = oneText
	aPostback = `{"id":"p1","occurredAt":"2026-11-02T08:00:00.000Z","updatedAt":"2026-11-02T08:00:00.000Z","direction":"to_customer","event":"order_shipped"}`
)

// read gives the ids of a file's records in order, and what ReadFile said.
func read(r io.Reader) (ids []string, got source.Recognised, err error) {
	got, err = source.ReadFile(context.Background(), r, "file.json", nil, func(r source.Record) error {
		if r.Request != nil {
			ids = append(ids, r.Request.ID)
		} else {
			ids = append(ids, r.Postback.ID)
		}
		return nil
	})
	return ids, got, err
}

func TestFilesAreRecognisedByTheirContent(t *testing.T) {
	page := `{"next":"n","asOf":"2026-11-16T07:00:00Z","data":[` + aRequest + `,` + aPostback + `]}`
	pretty := strings.ReplaceAll(aRequest, `,`, ",\r\n  ")
	for name, c := range map[string]struct {
		file   string
		format string
		want   []string
	}{
		"a page":                            {page, "feed_json", []string{"r1", "p1"}},
		"a page over several lines":         {strings.ReplaceAll(page, ",", ",\n"), "feed_json", []string{"r1", "p1"}},
		"only data":                         {`{"data":[` + aPostback + `]}`, "feed_json", []string{"p1"}},
		"a page without records":            {`{"data":[]}`, "feed_json", nil},
		"two pages, one after the other":    {page + "\n" + page, "feed_json", []string{"r1", "p1", "r1", "p1"}},
		"a list":                            {"\n [" + aRequest + "\n," + aPostback + "]\n", "feed_json", []string{"r1", "p1"}},
		"an empty list":                     {`[]`, "feed_json", nil},
		"a record over several lines":       {pretty, "feed_json", []string{"r1"}},
		"records over several lines":        {pretty + "\n" + pretty, "feed_json", []string{"r1", "r1"}},
		"one record a line, mixed":          {aRequest + "\n" + aPostback + "\n", "feed_ndjson", []string{"r1", "p1"}},
		"no final line end":                 {aRequest + "\n" + aPostback, "feed_ndjson", []string{"r1", "p1"}},
		"CRLF and empty lines":              {"\r\n" + aRequest + "\r\n\r\n" + aPostback + "\r\n\r\n", "feed_ndjson", []string{"r1", "p1"}},
		"one record":                        {aRequest, "feed_ndjson", []string{"r1"}},
		"a page among the lines":            {aRequest + "\n" + `{"data":[` + aPostback + `]}`, "feed_ndjson", []string{"r1", "p1"}},
		"a first line longer than the head": {strings.Replace(aRequest, `"type"`, `"x":"`+strings.Repeat("x", 300_000)+`","type"`, 1) + "\n" + aPostback, "feed_ndjson", []string{"r1", "p1"}},
		"a byte order mark":                 {"\ufeff" + aRequest, "feed_ndjson", []string{"r1"}},
		"UTF-16, as PowerShell writes it":   {utf16le("\ufeff" + page), "feed_json", []string{"r1", "p1"}},
		"gzip":                              {packed("gzip", aRequest+"\n"+aPostback), "feed_ndjson", []string{"r1", "p1"}},
		"zstd":                              {packed("zstd", page), "feed_json", []string{"r1", "p1"}},
	} {
		t.Run(name, func(t *testing.T) {
			ids, got, err := read(strings.NewReader(c.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, ids); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(source.Recognised{Format: c.format}, got); diff != "" {
				t.Errorf("recognised (-want +got):\n%s", diff)
			}
		})
	}
}

func utf16le(text string) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

func packed(encoding, text string) string {
	var out bytes.Buffer
	w := packers[encoding](&out)
	fmt.Fprint(w, text)
	_ = w.Close()
	return out.String()
}

func TestFileReadsTheSamplesWithEveryFieldAsSent(t *testing.T) {
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		file, err := os.ReadFile("testdata/" + string(list) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var want, got order.Page
		for _, item := range sample(t, list) {
			want = withItem(t, want, list, item)
		}
		_, err = source.ReadFile(t.Context(), bytes.NewReader(file), "samples", nil, func(r source.Record) error {
			if r.Request != nil {
				got.Requests = append(got.Requests, r.Request)
			} else {
				got.Postbacks = append(got.Postbacks, r.Postback)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", list, diff)
		}
	}
}

func TestWhatCannotBeReadIsSkippedWithItsPlaceAndReason(t *testing.T) {
	long := `{"id":"long","receivedAt":"2026-11-02T08:00:00.000Z","stages":{},"x":"` + strings.Repeat("x", 33_000_000+600_000) + `"}`
	deep := `{"id":"deep","occurredAt":"2026-11-02T08:00:00.000Z","event":"x","payload":` + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001) + `}`
	lacking := strings.Replace(aRequest, `"updatedAt"`, `"updated"`, 1)
	skipped := func(whereWhy ...string) (list []source.Skipped) {
		for i := 0; i < len(whereWhy); i += 2 {
			list = append(list, source.Skipped{Where: whereWhy[i], Why: whereWhy[i+1]})
		}
		return list
	}
	for name, c := range map[string]struct {
		file string
		want []string
		skip []source.Skipped
	}{
		"a required field is missing": {`[` + lacking + `,` + aPostback + `]`, []string{"p1"}, skipped("item 1", "required field updatedAt is missing")},
		"a line is broken in a text":  {aRequest + "\n" + aPostback[:20] + "\n" + aPostback, []string{"r1", "p1"}, skipped("line 2", "not whole JSON")},
		"a line is broken elsewhere":  {aRequest + "\n{\"id\":\n" + aPostback, []string{"r1", "p1"}, skipped("line 2", "not whole JSON")},
		"the first line is broken":    {`{"id":"x","stages":` + "\n" + aPostback, []string{"p1"}, skipped("line 1", "not whole JSON")},
		"the last line is cut":        {aRequest + "\n" + aPostback[:60], []string{"r1"}, skipped("line 2", "not whole JSON")},
		"a line is no JSON":           {aRequest + "\nhello there\n" + aPostback, []string{"r1", "p1"}, skipped("line 2", "not whole JSON")},
		"NUL bytes":                   {aRequest + "\n\x00\x00\n" + aPostback, []string{"r1", "p1"}, skipped("line 2", "not whole JSON")},
		"bad JSON between brackets":   {`[` + aRequest + `,{"id":"x","receivedAt":NaN,"stages":{}},` + aPostback + `]`, []string{"r1", "p1"}, skipped("item 2", "not as the feed has it")},
		"something else in a list":    {`[7,` + aRequest + `,{"a":1}]`, []string{"r1"}, skipped("item 1", "no record, but another kind of JSON value", "item 3", "neither a request nor a postback")},
		"a list is cut":               {`[` + aRequest + `,` + aPostback[:50], []string{"r1"}, skipped("after item 1", "it ends in the middle")},
		"junk follows a page":         {`{"data":[` + aRequest + `]}]`, []string{"r1"}, skipped("after item 1", "what follows is not JSON")},
		"a comma too many":            {`[` + aRequest + `,]`, []string{"r1"}, skipped("after item 1", "what follows is not JSON")},
		"a record is too long":        {`[` + long + `,` + aPostback + `]`, []string{"p1"}, skipped("item 1", "larger than 32 MiB: 34 MB")},
		"a line is too long":          {aRequest + "\n" + long + "\n" + aPostback, []string{"r1", "p1"}, skipped("line 2", "larger than 32 MiB: 34 MB")},
		"only one record, too long":   {"{\n" + long[1:], nil, skipped("item 1", "larger than 32 MiB: 34 MB")},
		"nested too deep":             {aRequest + "\n" + deep, []string{"r1"}, skipped("line 2", "nested more than 10000 deep")},
	} {
		t.Run(name, func(t *testing.T) {
			ids, got, err := read(strings.NewReader(c.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, ids); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.skip, got.Skipped); diff != "" {
				t.Errorf("skipped (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFilesThatAreNoHistoryAreNamed(t *testing.T) {
	har, err := os.ReadFile("testdata/requests.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file io.Reader
		want string
	}{
		"nothing":                          {strings.NewReader(""), "invalid/import_format"},
		"white space":                      {strings.NewReader(" \r\n"), "invalid/import_format"},
		"prose":                            {strings.NewReader("Dear support,"), "invalid/import_format"},
		"a log that begins as a list":      {strings.NewReader("[2026-11-02 08:00] started\n"), "invalid/import_format"},
		"other JSON":                       {strings.NewReader(`{"orders":[{"id":"x"}]}`), "invalid/import_format"},
		"other JSON a line":                {strings.NewReader("{\"id\":\"x\",\"event\":\"y\"}\n{\"id\":\"z\"}\n"), "invalid/import_format"},
		"other JSON, larger than a record": {io.MultiReader(strings.NewReader(`{"log":"`), io.LimitReader(endless{}, 40_000_000), strings.NewReader(`"}`)), "invalid/import_format"},
		"damaged gzip":                     {strings.NewReader(packed("gzip", string(har))[:3000]), "corrupt/file"},
		"gzip that is none":                {strings.NewReader("\x1f\x8bxxxxxxxxxxxxxxxxxxxxx"), "corrupt/file"},
		"a disk that fails":                {io.MultiReader(strings.NewReader("["+aRequest+","), iotest.ErrReader(errors.New("bad sector"))), "io/file"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(c.file)
			if got := about(t, err); got != c.want || fault.Of(err).Params["file"] != "file.json" {
				t.Errorf("class %s of %v, want %s", got, fault.Of(err).Params, c.want)
			}
		})
	}
}

func TestReadFileStopsWhenItIsTold(t *testing.T) {
	enough := errors.New("enough")
	for name, file := range map[string]string{"a list": "[" + aRequest + "," + aRequest + "]", "lines": aRequest + "\n" + aRequest} {
		for _, said := range []error{enough, io.EOF} {
			n := 0
			_, err := source.ReadFile(t.Context(), strings.NewReader(file), "", nil, func(source.Record) error { n++; return said })
			if !errors.Is(err, said) || n != 1 {
				t.Errorf("%s: %d records, error %v", name, n, err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		_, err := source.ReadFile(ctx, strings.NewReader(file), "", nil, func(source.Record) error { n++; cancel(); return nil })
		if !fault.Is(err, fault.Cancelled) || n != 1 {
			t.Errorf("%s: %d records after a cancel, error %v", name, n, err)
		}
	}
}

func TestReadFileTakesCredentialsOutAndCountsMismatches(t *testing.T) {
	item := request(`"original":{"url":"u","headers":[["n","v"]],"body":"b","sizeBytes":2}`)
	var got *order.Message
	said, err := source.ReadFile(t.Context(), strings.NewReader(item), "", marks{}, func(r source.Record) error {
		got = r.Request.Stages.Original
		return nil
	})
	if err != nil || got.URL != "‹u›" || got.Headers[0].Value != "‹n:v›" || said.Mismatched != 1 {
		t.Errorf("message %+v, %d mismatches, %v", got, said.Mismatched, err)
	}
}

func TestSkippedItemsAreNamedUpToABound(t *testing.T) {
	_, got, err := read(strings.NewReader(aRequest + "\n" + strings.Repeat("x\n", 1500)))
	if err != nil || len(got.Skipped) != 1000 || got.More != 500 {
		t.Errorf("%d named, %d more, %v", len(got.Skipped), got.More, err)
	}
}

// FuzzReadFile holds any file to: no panic, a fault or nothing, and the same in whatever pieces it comes.
func FuzzReadFile(f *testing.F) {
	for _, seed := range []string{aRequest, aRequest + "\n" + aPostback, "[" + aRequest + "]", `{"data":[` + aPostback + `],"next":null}`,
		"\ufeff{\n}", "\xff\xfe{\x00}\x00", packed("gzip", aPostback), packed("zstd", aRequest), `{"data":[{"id":"a"},7,[]]}{"data":1}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		ids, got, err := read(bytes.NewReader(file))
		if _, ok := errors.AsType[*fault.Error](err); err != nil && !ok {
			t.Fatalf("%v (%T) is no fault", err, err)
		}
		again, same, errAgain := read(iotest.OneByteReader(bytes.NewReader(file)))
		if diff := cmp.Diff(ids, again) + cmp.Diff(got, same); diff != "" || (err == nil) != (errAgain == nil) {
			t.Fatalf("byte by byte: %v, %v\n%s", err, errAgain, diff)
		}
	})
}
