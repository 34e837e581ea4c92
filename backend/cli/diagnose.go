package cli

import (
	"context"
	"io"
	"strings"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/trail"
)

type diagnoseCommand struct {
	period
	Scenario string   `arg:"" optional:"" name:"SCENARIO" help:"${help_diagnose_scenario}"`
	Ref      string   `arg:"" optional:"" name:"REF" help:"${help_ref}"`
	Customer string   `placeholder:"C" help:"${help_customer}"`
	Expect   []string `sep:"none" placeholder:"FIELD=VALUE" help:"${help_expect}"`
	Got      []string `sep:"none" placeholder:"FIELD=VALUE" help:"${help_got}"`
}

type diagnosisDoc struct {
	Scenario   diagnose.Scenario   `json:"scenario"`
	Reference  string              `json:"reference"`
	Verdict    diagnose.Verdict    `json:"verdict"`
	Confidence diagnose.Confidence `json:"confidence"`
	Steps      []stepRow           `json:"steps"`
	Conclusion string              `json:"conclusion"`
	Next       string              `json:"next"`
	Reply      map[string]string   `json:"reply"`
	Coverage   coverage            `json:"coverage"`
}

type stepRow struct {
	ID       string          `json:"id"`
	Asks     string          `json:"asks"`
	Answer   diagnose.Answer `json:"answer"`
	Says     string          `json:"says"`
	Evidence []evidenceRow   `json:"evidence"`
}

type evidenceRow struct {
	ID      string  `json:"id"`
	Stage   *string `json:"stage"`
	Path    *string `json:"path"`
	Attempt *int    `json:"attempt"`
}

func (c *diagnoseCommand) run(ctx context.Context, s *session) error {
	q, err := c.question(s)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		found, err := t.Diagnose(ctx, q)
		if err != nil {
			return err
		}
		return s.either(s.diagnosis(found), func(out io.Writer) { s.diagnosisText(out, found) })
	})
}

func (c *diagnoseCommand) question(s *session) (trail.Question, error) {
	q := trail.Question{Reference: c.Ref, Customer: c.Customer}
	if c.Scenario == "" || strings.TrimSpace(c.Ref) == "" {
		return q, missing("diagnose", "SCENARIO REF")
	}
	scenarios, err := choose("SCENARIO", []string{c.Scenario}, diagnose.AllScenarios)
	if err != nil {
		return q, fault.New(fault.Invalid, "scenario", fault.Params{"value": c.Scenario, "allowed": joined(diagnose.AllScenarios)}, nil)
	}
	q.Scenario = scenarios[0]
	if q.Window, err = s.window(c.period); err != nil {
		return q, err
	}
	if q.Said.Expect, err = said("expect", c.Expect); err != nil {
		return q, err
	}
	q.Said.Got, err = said("got", c.Got)
	return q, err
}

// said reads FIELD=VALUE.
func said(flag string, given []string) ([]diagnose.Said, error) {
	var list []diagnose.Said
	for _, text := range given {
		field, value, ok := strings.Cut(text, "=")
		if !ok || strings.TrimSpace(value) == "" {
			return nil, fault.New(fault.Invalid, "flag_value", fault.Params{"flag": "--" + flag, "wants": "FIELD=VALUE"}, nil)
		}
		chosen, err := choose(flag, []string{field}, diagnose.Fields())
		if err != nil {
			return nil, err
		}
		list = append(list, diagnose.Said{Field: chosen[0], Value: strings.TrimSpace(value)})
	}
	return list, nil
}

func (s *session) diagnosis(d trail.Diagnosis) diagnosisDoc {
	w := diagnose.NewWords(s.words.lang, s.zone)
	doc := diagnosisDoc{
		Scenario: d.Scenario, Reference: d.Reference, Verdict: d.Verdict, Confidence: d.Confidence, Steps: make([]stepRow, len(d.Steps)),
		Conclusion: w.Say(d.Conclusion), Next: w.Say(d.Next), Reply: map[string]string{}, Coverage: coverageOf(d.Coverage),
	}
	for i, step := range d.Steps {
		doc.Steps[i] = stepRow{ID: step.ID, Asks: w.Asks(d.Scenario, step.ID), Answer: step.Answer, Says: w.Say(step.Says), Evidence: evidenceRows(step.Evidence)}
	}
	for _, lang := range fault.Languages {
		doc.Reply[lang] = diagnose.NewWords(lang, s.replyZone(d)).Reply(d.Report, diagnose.Mail, s.now())
	}
	return doc
}

func evidenceRows(list []diagnose.Pointer) []evidenceRow {
	out := make([]evidenceRow, len(list))
	for i, p := range list {
		out[i] = evidenceRow{p.ID, known(string(p.Stage), ""), known(p.Path, ""), known(p.Attempt, 0)}
	}
	return out
}

// diagnosisText is what an agent needs: the conclusion first, then what to do, then why, then what to answer.
func (s *session) diagnosisText(out io.Writer, d trail.Diagnosis) {
	w := diagnose.NewWords(s.words.lang, s.zone)
	writeLine(out, w.Term("scenario."+string(d.Scenario)), " · ", plain(d.Reference))
	writeLine(out, string(d.Verdict), " (", w.Term("confidence."+string(d.Confidence)), ")")
	writeLine(out)
	writeLine(out, plain(w.Say(d.Conclusion)))
	writeLine(out, s.words.say("diagnose.next"), " ", plain(w.Say(d.Next)))
	for _, note := range d.Notes {
		writeLine(out, s.words.say("diagnose.note"), " ", plain(w.Say(note)))
	}
	writeLine(out)
	s.steps(out, w, d)
	s.diagnosisGaps(out, d)
	writeLine(out)
	writeLine(out, s.words.say("diagnose.reply"))
	writeLine(out)
	writeLine(out, plain(diagnose.NewWords(s.words.lang, s.replyZone(d)).Reply(d.Report, diagnose.Mail, s.now())))
}

// replyZone is the zone that somebody asked for, or else the customer's, where it is known.
func (s *session) replyZone(d trail.Diagnosis) *time.Location {
	if s.flags.Globals.TZ != "" || d.Zone == nil {
		return s.zone
	}
	return d.Zone
}

func (s *session) steps(out io.Writer, w *diagnose.Words, d trail.Diagnosis) {
	skipped := 0
	for _, step := range d.Steps {
		if step.Answer == diagnose.Skipped {
			skipped++
			continue
		}
		if skipped > 0 {
			writeLine(out, s.words.count("diagnose.skipped", skipped))
			skipped = 0
		}
		writeLine(out, answerMarks[step.Answer], " ", w.Asks(d.Scenario, step.ID))
		writeLine(out, "  ", plain(w.Say(step.Says)))
		for _, p := range step.Evidence {
			writeLine(out, "  → ", plain(p.String()))
		}
	}
	if skipped > 0 {
		writeLine(out, s.words.count("diagnose.skipped", skipped))
	}
}

// answerMarks are the signs of the answers, with which no colour is needed.
var answerMarks = map[diagnose.Answer]string{diagnose.OK: "✓", diagnose.Problem: "✗", diagnose.Unknown: "?", diagnose.Skipped: "–"}

func (s *session) diagnosisGaps(out io.Writer, d trail.Diagnosis) {
	if d.Confidence == diagnose.Certain {
		return
	}
	writeLine(out)
	s.unheld(out, d.Coverage)
}
