package source_test

import (
	"slices"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// proposed is a recording that no profile knows, and the profile that is made of it.
func proposed(t *testing.T) (answers []source.Answer, text string) {
	t.Helper()
	unknown, _ := takeIn(t, sampleText(t, "hq-session.har"))
	text, ok := source.ProposeProfile(unknown.Answers)
	if !ok {
		t.Fatal("nothing proposed")
	}
	return unknown.Answers, text
}

func TestTheFormOffersTheLikeliestPlaceFirst(t *testing.T) {
	answers, _ := proposed(t)
	for name, want := range map[string]string{"id": "$.id", "stages.final.body": "$.finalRequest"} {
		places := source.Places(answers, order.Requests, name)
		if len(places) < 2 || places[0].Path != want || places[0].Sample == "" {
			t.Errorf("%s: %+v", name, places)
		}
	}
	for _, name := range source.MappableFields(order.Requests) {
		for _, p := range source.Places(answers, order.Requests, name) {
			if strings.Contains(p.Sample, "demo-secret") {
				t.Errorf("%s offers a key: %+v", name, p)
			}
		}
	}
	for _, p := range source.Places(answers, order.Requests, "receivedAt") {
		if !strings.Contains(p.Sample, "2026") && !strings.HasPrefix(p.Sample, "17") {
			t.Errorf("%s holds no moment: %s", p.Path, p.Sample)
		}
	}
}

// The form changes one field and leaves all else as it was typed.
func TestTheFormChangesOneFieldOfAProfile(t *testing.T) {
	answers, text := proposed(t)
	text = strings.Replace(text, "    fields:", "    fields: # by hand", 1)
	changed, err := source.MapField(text, answers, order.Requests, "stages.final.body", "$.originalRequest")
	if err != nil {
		t.Fatal(err)
	}
	if got := differing(text, changed); len(got) != 1 || !strings.Contains(got[0], "stages.final.body") || !strings.Contains(got[0], `"$.originalRequest"`) {
		t.Errorf("changed %q", got)
	}
	without, err := source.MapField(text, answers, order.Requests, "orderReferenceId", "")
	if err != nil || strings.Contains(without, "orderReferenceId: ") && !strings.Contains(after(without, "postbacks:"), "orderReferenceId") {
		t.Errorf("taken out: %v\n%s", err, without)
	}
	back, err := source.MapField(without, answers, order.Requests, "orderReferenceId", "$.id")
	if err != nil || !strings.Contains(back, `orderReferenceId: "$.id"`) {
		t.Errorf("put in: %v\n%s", err, back)
	}
	for _, made := range []string{changed, without, back} {
		if _, err := source.ParseProfile([]byte(made), "made"); err != nil {
			t.Errorf("%v\n%s", err, made)
		}
	}
}

func TestWhatBelongsToAFieldStaysWhenItsPathChanges(t *testing.T) {
	text := "ordertrail: profile/1\nname: a\nauth: {none: true}\nlists:\n  requests:\n    path: /r\n    items: \"$[*]\"\n    fields:\n" +
		"      id: '$.id' # the key\n      receivedAt: \"$.at\"\n      updatedAt:\n        path: \"$.changed\"\n        default: {field: receivedAt}\n      type: {path: \"$.op\", map: {new: submit}, default: submit}\n"
	got, err := source.MapField(text, nil, order.Requests, "type", "$.kind")
	if err != nil || !strings.Contains(got, `type: {path: "$.kind", map: {new: submit}, default: submit}`) {
		t.Errorf("%v\n%s", err, got)
	}
	if got, err = source.MapField(text, nil, order.Requests, "id", "$.key"); err != nil || !strings.Contains(got, "id: \"$.key\" # the key\n") {
		t.Errorf("%v\n%s", err, got)
	}
	got, err = source.MapField(text, nil, order.Requests, "updatedAt", "$.then")
	if err != nil || !strings.Contains(got, "      updatedAt: {path: \"$.then\", default: {field: receivedAt}}\n      type:") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestAProfileWithoutALineForEachFieldIsLeftToTheText(t *testing.T) {
	text := "ordertrail: profile/1\nname: a\nauth: {none: true}\nlists: {requests: {path: /r, items: \"$[*]\", fields: {id: \"$.id\", receivedAt: \"$.at\", updatedAt: \"$.at\", type: \"$.t\"}}}\n"
	for _, name := range []string{"id", "orderId", "attempts", "nothing"} {
		if got, err := source.MapField(text, nil, order.Requests, name, "$.x"); fault.Of(err).About != "profile_form" || got != text {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	if _, err := source.MapField("a: [", nil, order.Requests, "id", "$.x"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a broken text: %v", err)
	}
}

func differing(before, now string) []string {
	var lines []string
	old := strings.Split(before, "\n")
	for _, line := range strings.Split(now, "\n") {
		if !slices.Contains(old, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

func after(text, mark string) string {
	_, rest, _ := strings.Cut(text, mark)
	return rest
}
