package trail_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ordertrail/backend/demo"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/trail"
)

const guideNow order.Millis = 1_795_000_000_000

// planted is an order of a story.
func planted(t *testing.T, stories []demo.Story, v diagnose.Verdict) demo.Story {
	t.Helper()
	for _, s := range stories {
		if s.Verdict == string(v) {
			return s
		}
	}
	t.Fatalf("no story tells %s", v)
	return demo.Story{}
}

func TestAGuideIsToldInTheLanguageAndZoneOfWhoAsks(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	s := planted(t, stories, diagnose.SendFailed)
	q := trail.GuideQuery{Scenario: diagnose.ShippingNotice, Reference: s.Order, Language: "sv", Zone: "Europe/Stockholm"}
	g, err := tr.Guide(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if g.Verdict != diagnose.SendFailed || g.Reference != s.Order || g.Customer == "" || len(g.Candidates) > 0 {
		t.Errorf("%+v", g)
	}
	if !strings.Contains(g.Conclusion, "ert system svarade") {
		t.Errorf("concluded: %s", g.Conclusion)
	}
	tries := 0
	for _, step := range g.Steps {
		for _, e := range step.Evidence {
			if e.Attempt > 0 && step.Answer == diagnose.Problem {
				tries++
				if e.List != order.Postbacks || e.Kind != order.KindShipping || e.Attempt > e.Attempts {
					t.Errorf("try: %+v", e)
				}
			}
		}
	}
	if tries == 0 {
		t.Error("no try stands for the failed delivery")
	}
	for language, opens := range map[string]string{"en": "Here's exactly what happened", "sv": "Här är exakt vad som hände", "nb": "Her er nøyaktig", "de": "Das ist mit der Bestellung", "da": "Her er præcis"} {
		q.Language = language
		reply, err := tr.Reply(t.Context(), q, diagnose.Mail)
		if err != nil || !strings.HasPrefix(reply, opens) || !strings.Contains(reply, "Europe/Stockholm") {
			t.Errorf("%s: %v %s", language, err, reply)
		}
	}
}

func TestTheReplyGoesByTheClockOfTheCustomer(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	q := trail.GuideQuery{Scenario: diagnose.ShippingNotice, Language: "en", Zone: "Asia/Tokyo"}
	at := slices.IndexFunc(stories, func(s demo.Story) bool { // of a customer whose country its requests name
		q.Reference = s.Order
		g, err := tr.Guide(t.Context(), q)
		return err == nil && g.ZoneBy == trail.ZoneOfRecord
	})
	if at < 0 {
		t.Fatal("no request names the country of its sender")
	}
	told := func(want string, by trail.ZoneBy) trail.Guide {
		t.Helper()
		g, err := tr.Guide(t.Context(), q)
		if err != nil || g.ZoneBy != by || want != "" && g.Zone != want {
			t.Fatalf("told in %s by %s, %v", g.Zone, g.ZoneBy, err)
		}
		if reply, err := tr.Reply(t.Context(), q, diagnose.Mail); err != nil || !strings.Contains(reply, g.Zone) {
			t.Fatalf("%v %s", err, reply)
		}
		return g
	}
	o, err := tr.Order(t.Context(), q.Reference, "")
	if err != nil {
		t.Fatal(err)
	}
	g := told("", trail.ZoneOfRecord)
	if err := tr.KeepCustomerZone(g.Customer, "America/Chicago"); err != nil {
		t.Fatal(err)
	}
	told("America/Chicago", trail.ZoneOfSetting)
	for _, r := range o.Requests {
		want := trail.CustomerClock{Customer: g.Customer, Zone: "America/Chicago"}
		if clock, err := tr.CustomerClock(t.Context(), r.ID); err != nil || clock != want {
			t.Errorf("the customer of %s goes by %+v, %v", r.ID, clock, err)
		}
	}
	for _, p := range o.Postbacks {
		if clock, err := tr.CustomerClock(t.Context(), p.ID); err != nil || clock.Zone != "America/Chicago" {
			t.Errorf("the customer of %s goes by %+v, %v", p.ID, clock, err)
		}
	}
	if _, err := tr.Erase(t.Context(), trail.Erasure{Customer: g.Customer}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	comes(t, tr, o, "delivered")
	told("Asia/Tokyo", trail.ZoneOfAgent) // what was said of an erased customer is forgotten
}

func TestACheckedOrderIsKeptUntilItIsErased(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	first, second := planted(t, stories, diagnose.SendFailed), planted(t, stories, diagnose.TemplateFailed)
	for _, s := range []demo.Story{first, second, first} {
		if _, err := tr.Guide(t.Context(), trail.GuideQuery{Scenario: diagnose.Scenario(s.Scenario), Reference: s.Order}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tr.Guide(t.Context(), trail.GuideQuery{Scenario: diagnose.Disappeared, Reference: "nobody's-order"}); err != nil {
		t.Fatal(err)
	}
	kept, err := tr.Checked(t.Context())
	if err != nil || len(kept) != 2 {
		t.Fatalf("kept %+v %v", kept, err)
	}
	for _, k := range kept {
		if k.Customer == "" || k.Verdict == "" || k.At != guideNow {
			t.Errorf("kept %+v", k)
		}
	}
	if _, err := tr.Erase(t.Context(), trail.Erasure{Order: first.Order}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	kept, err = tr.Checked(t.Context())
	if err != nil || len(kept) != 1 || kept[0].Reference != second.Order || kept[0].Verdict != diagnose.TemplateFailed {
		t.Errorf("after the erasure: %+v %v", kept, err)
	}
}

func TestWhatIsTooLongIsForThePersonToSay(t *testing.T) {
	dir := t.TempDir()
	tr, stories := stagedIn(t, dir, 400, guideNow)
	s := planted(t, stories, diagnose.Stalled)
	q := trail.GuideQuery{Scenario: diagnose.Disappeared, Reference: s.Order, Language: "en", Zone: "Europe/Stockholm"}
	stalled := func() bool {
		t.Helper()
		g, err := tr.Guide(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		items, err := tr.Attention(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		swept := slices.ContainsFunc(items, func(i diagnose.Item) bool {
			return slices.ContainsFunc(i.Cases, func(c diagnose.Case) bool {
				return c.Verdict == diagnose.Stalled && c.Reference == s.Order
			})
		})
		if swept != (g.Verdict == diagnose.Stalled) {
			t.Errorf("the guide says %s, and that the sweep found it stalled is %v", g.Verdict, swept)
		}
		return g.Verdict == diagnose.Stalled
	}
	if !stalled() {
		t.Error("not stalled by the usual limits")
	}
	const days = 90 * 24 * 60 * 60 * 1000
	patient := settings.Preferences{Theme: "system", Limits: settings.Limits{Produce: days, Ship: days, Transit: days, Deliver: days}}
	if err := patient.Save(dir); err != nil {
		t.Fatal(err)
	}
	if stalled() {
		t.Error("stalled, though it was given 90 days")
	}
}

func TestOfSeveralOrdersThatFitAGuideAsksWhich(t *testing.T) {
	tr := sampled(t)
	g, err := tr.Guide(t.Context(), trail.GuideQuery{Scenario: diagnose.Disappeared, Reference: "press-north.example"})
	if err != nil || g.Verdict != "" || len(g.Candidates) < 2 {
		t.Fatalf("%+v %v", g, err)
	}
	for _, c := range g.Candidates {
		if c.Requests+c.Postbacks == 0 || c.At == 0 || c.Customer == "" {
			t.Errorf("a candidate of which nobody can tell which it is: %+v", c)
		}
		one, err := tr.Guide(t.Context(), trail.GuideQuery{Scenario: diagnose.Disappeared, Reference: c.Reference, Customer: c.Customer})
		if err != nil || one.Verdict == "" || one.Reference != c.Reference {
			t.Errorf("%+v leads to %q of %q: %v", c, one.Verdict, one.Reference, err)
		}
	}
}

func TestWhatCanNotBeToldNamesTheWindowThatWouldTellIt(t *testing.T) {
	tr, feed, ref := gapped(t)
	q := trail.GuideQuery{Scenario: diagnose.Disappeared, Reference: ref}
	g, err := tr.Guide(t.Context(), q)
	if err != nil || g.Confidence == diagnose.Certain || len(g.Gaps) == 0 {
		t.Fatalf("with a gap: %+v %v", g, err)
	}
	for _, gap := range g.Gaps {
		if _, err := tr.FetchGap(t.Context(), gap.Source, gap.List, gap.Window, nil); err != nil {
			t.Fatalf("%s: fetch %+v: %v", feed, gap, err)
		}
	}
	g, err = tr.Guide(t.Context(), q)
	if err != nil || g.Confidence != diagnose.Certain || len(g.Gaps) > 0 {
		t.Errorf("once it is fetched: %+v %v", g, err)
	}
}

// gapped is a history that lacks two days in which an order came in.
func gapped(t *testing.T) (tr *trail.Trail, url, ref string) {
	t.Helper()
	h, err := demo.New(demo.Options{Requests: 400, Seed: 11, Now: guideNow})
	if err != nil {
		t.Fatal(err)
	}
	clock := func() order.Millis { return guideNow }
	server := httptest.NewServer(demo.Handler(h, demo.ServerOptions{Now: clock}))
	t.Cleanup(server.Close)
	tr, err = trail.Open(t.Context(), trail.Options{Dir: t.TempDir(), Now: clock,
		Env: func(string) string { return "demo:demo" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tr.Close() })
	s := planted(t, h.Stories(guideNow), diagnose.TemplateFailed)
	whole, _ := staged(t, 400, guideNow)
	o, err := whole.Order(t.Context(), s.Order, "")
	if err != nil {
		t.Fatal(err)
	}
	at := o.Requests[0].ReceivedAt
	for _, w := range []order.Window{{To: at - diagnose.Day}, {From: at + diagnose.Day}} {
		if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL, From: w.From, To: w.To}); err != nil {
			t.Fatal(err)
		}
	}
	return tr, server.URL, s.Order
}
