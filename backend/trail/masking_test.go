package trail_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// maskingHistory holds one order with a depot, a campaign and a person.
func maskingHistory(t *testing.T, dir string) *trail.Trail {
	t.Helper()
	tr, err := trail.Open(t.Context(), trail.Options{Dir: dir, Now: func() order.Millis { return asOf }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tr.Close() })
	const body = `{"lastName":"Lindqvist","depot":"Norra Kajen","sku":"SUMMER-77","apiKey":"hunter2-demo","ref":"NL-1"}`
	if _, err := tr.Paste(t.Context(), body, order.Original, "NL-1"); err != nil {
		t.Fatal(err)
	}
	return tr
}

func exported(t *testing.T, tr *trail.Trail) (string, error) {
	t.Helper()
	var out bytes.Buffer
	_, err := tr.Export(t.Context(), trail.ExportOptions{IDs: []string{first(t, tr)}, Format: "json"}, &out)
	return out.String(), err
}

func TestRulesOfACompanyHoldForItsRecordsOnly(t *testing.T) {
	for name, c := range map[string]struct{ whom, depot, sku string }{
		"everybody's":         {"", "Norra Kajen", ""},
		"of another source":   {"for: {source: acme}\n", "", "SUMMER-77"},
		"of another customer": {"for: {customer: Acme}\n", "", "SUMMER-77"},
	} {
		t.Run(name, func(t *testing.T) {
			tr := maskingHistory(t, t.TempDir())
			if _, err := tr.KeepMasking("ordertrail: masking/1\nname: Acme\n"+c.whom+"allow: [depot]\nmask: [sku]\n", "a.yaml"); err != nil {
				t.Fatal(err)
			}
			text, err := exported(t, tr)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(text, "Norra Kajen") != (c.depot != "") || strings.Contains(text, "SUMMER-77") != (c.sku != "") ||
				strings.Contains(text, "hunter2") || strings.Contains(text, "Lindqvist") {
				t.Errorf("what was exported is %s", text)
			}
			log, err := tr.Exports(1)
			if held := len(log) == 1 && len(log[0].Rules) == 1; err != nil || held != (c.whom == "") {
				t.Errorf("the log says %+v (%v)", log, err)
			}
		})
	}
}

func TestBrokenRulesStopAnExport(t *testing.T) {
	dir := t.TempDir()
	tr := maskingHistory(t, dir)
	if _, err := tr.KeepMasking("ordertrail: masking/1\nname: a\nallow: [token]", "a.yaml"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a rule that lets secrets go was kept: %v", err)
	}
	if names := tr.MaskingFiles(); len(names) > 0 {
		t.Errorf("kept are %v", names)
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "masking"), 0o700),
		os.WriteFile(filepath.Join(dir, "masking", "a.yaml"), []byte("ordertrail: masking/1\nname: a\nmask: [sku"), 0o600)); err != nil {
		t.Fatal(err)
	}
	_, err := exported(t, tr)
	if f, ok := errors.AsType[*fault.Error](err); !ok || f.About != "profile_yaml" {
		t.Errorf("it went out: %v", err)
	}
}

func TestRulesAreKeptShownAndRemoved(t *testing.T) {
	tr := maskingHistory(t, t.TempDir())
	const text = "ordertrail: masking/1\nname: Acme AB/x\nmask: [sku]\n"
	name, err := tr.KeepMasking(text, "a.yaml")
	if got, failed := tr.MaskingText(name); err != nil || failed != nil || got != text {
		t.Errorf("%s holds %q (%v, %v)", name, got, err, failed)
	}
	if names := tr.MaskingFiles(); len(names) != 1 || names[0] != "acme ab/x" {
		t.Errorf("kept are %v", names)
	}
	if err := tr.RemoveMasking(name); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.MaskingText(name); !fault.Is(err, fault.NotFound) {
		t.Errorf("removed rules are still there: %v", err)
	}
	if err := tr.RemoveMasking(name); !fault.Is(err, fault.NotFound) {
		t.Errorf("they were removed twice: %v", err)
	}
}

func TestATrialShowsWhatGoesAndWhy(t *testing.T) {
	tr := maskingHistory(t, t.TempDir())
	const rules = "ordertrail: masking/1\nname: a\nallow:\n  - depot\nmask:\n  - sku\n"
	got, err := tr.TryMasking(rules, "json", `{"depot":"Norra Kajen","items":[{"sku":"A-1"}],"lastName":"Lindqvist","qty":2}`)
	if err != nil {
		t.Fatal(err)
	}
	why := map[string]string{}
	for _, v := range got.Values {
		why[v.Path] = string(v.Reason)
	}
	if got.Goes != 2 || got.Masked["text"] != 1 || got.Masked["name"] != 1 || got.Left != 0 || why["depot"] != "allow_rule" || why["items[*].sku"] != "mask_rule" ||
		!strings.HasPrefix(got.Text, `{"depot":"Norra Kajen","items":[{"sku":"‹text:`) {
		t.Errorf("the trial is %+v", got)
	}
	if got, err = tr.TryMasking("ordertrail: masking/1\nname: a\nalow: [b]", "json", "{}"); err != nil || got.Problem.Line != 3 || got.Problem.Name != "alow" {
		t.Errorf("the problem is %+v (%v)", got.Problem, err)
	}
	if _, err = tr.TryMasking("", "colour", "{}"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a text was read as a colour: %v", err)
	}
	for _, kind := range trail.MaskableKinds() {
		got, err := tr.TryMasking("", kind, "Cookie: sid=hunter2-demo\n{\"password\": \"hunter2-demo\"}")
		if err != nil || strings.Contains(got.Text, "hunter2") {
			t.Errorf("as %s it leaves as %q (%v)", kind, got.Text, err)
		}
	}
}
