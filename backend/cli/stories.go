package cli

import (
	"io"

	"ordertrail/backend/demo"
)

type storiesDoc struct {
	Stories []demo.Story `json:"stories"`
}

// stories lists which order of a made-up history tells which story.
func (s *session) stories(h *demo.History) error {
	doc := storiesDoc{append([]demo.Story{}, h.Stories(s.now())...)}
	return s.either(doc, func(out io.Writer) {
		t := &table{head: s.heads("order", "scenario", "verdict", "says")}
		for _, story := range doc.Stories {
			t.add(story.Order, story.Scenario, story.Verdict, story.Says)
		}
		t.write(out)
	})
}
