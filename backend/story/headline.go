package story

import (
	"cmp"
	"embed"
	"slices"
	"strings"
	"time"

	"ordertrail/backend/diagnose"
)

//go:embed text/*.toml
var texts embed.FS

// Words write stories in one language, with times in one zone.
func Words(lang string, zone *time.Location) *diagnose.Words {
	return diagnose.NewWords(lang, zone, texts)
}

// Tone is how much an order wants attention.
type Tone string

// The tones.
const (
	Good    Tone = "ok"
	Going   Tone = "wait"
	Careful Tone = "warn"
	Bad     Tone = "fail"
	Unsure  Tone = "unk"
)

// AllTones are the tones.
var AllTones = []Tone{Good, Going, Careful, Bad, Unsure}

// Headline is what an order's story comes to.
type Headline struct {
	Verdict    diagnose.Verdict
	Confidence diagnose.Confidence
	Tone       Tone
	Title      diagnose.Sentence
	Tag        diagnose.Sentence
	Says       []diagnose.Sentence // what the title rests on
	On         []diagnose.Pointer
}

// tones are the verdicts that can be a headline.
var tones = map[diagnose.Verdict]Tone{
	diagnose.NotReceived: Careful, diagnose.RejectedAtDoor: Bad, diagnose.TemplateFailed: Bad, diagnose.ValidationRejected: Bad,
	diagnose.HandoffFailed: Bad, diagnose.DuplicateOnly: Careful, diagnose.Draft: Careful, diagnose.Cancelled: Careful,
	diagnose.FailedLater: Bad, diagnose.AcceptedSilent: Careful, diagnose.Stalled: Careful, diagnose.OnTrack: Going, diagnose.Complete: Good,
	diagnose.NoTrigger: Careful, diagnose.NotRendered: Careful, diagnose.SendFailed: Careful, diagnose.Retrying: Going,
	diagnose.OddTarget: Careful, diagnose.SentBodyError: Careful, diagnose.SentNoTracking: Careful, diagnose.Partial: Careful,
	diagnose.SentLate: Careful, diagnose.NoData: Unsure,
}

// HeadlineOf is what two guides say of an order: where it is, or, when it is on its way, what is wrong with the news.
func HeadlineOf(e diagnose.Evidence) Headline {
	where, news := diagnose.Diagnose(diagnose.Disappeared, e), diagnose.Diagnose(diagnose.ShippingNotice, e)
	troubled := tones[news.Verdict] != "" && news.Verdict != diagnose.NoData
	switch {
	case troubled && where.Verdict == diagnose.Stalled: // on its way, and what is wrong with the news says more
		h := headline(news)
		h.Says = append(h.Says, deciding(where).Says)
		return h
	case troubled && (where.Verdict == diagnose.OnTrack || where.Verdict == diagnose.Complete):
		return headline(news)
	}
	return headline(where)
}

func headline(r *diagnose.Report) Headline {
	h := Headline{Verdict: r.Verdict, Confidence: r.Confidence, Tone: cmp.Or(tones[r.Verdict], Unsure)}
	step := deciding(r)
	with := diagnose.Params{}
	for name, value := range r.Conclusion.With {
		with[name] = value
	}
	h.Title = diagnose.Sentence{ID: "headline." + string(r.Verdict), With: with}
	h.Tag = diagnose.Sentence{ID: "tag." + string(r.Verdict)}
	h.Says, h.On = []diagnose.Sentence{step.Says}, step.Evidence
	if at := slices.IndexFunc(r.Steps, func(s diagnose.Step) bool { return s.ID == "shipped" && s.Answer == diagnose.OK }); at >= 0 {
		h.Says = append([]diagnose.Sentence{r.Steps[at].Says}, h.Says...)
	}
	return h
}

// Said writes what the title rests on.
func (h Headline) Said(w *diagnose.Words) string {
	texts := make([]string, len(h.Says))
	for i, s := range h.Says {
		texts[i] = w.Say(s)
	}
	return strings.Join(texts, " ")
}

// deciding is the step that a report concludes with: the first problem, or else the last that was asked.
func deciding(r *diagnose.Report) diagnose.Step {
	if at := slices.IndexFunc(r.Steps, func(s diagnose.Step) bool { return s.Answer == diagnose.Problem }); at >= 0 {
		return r.Steps[at]
	}
	last := diagnose.Step{}
	for _, s := range r.Steps {
		if s.Answer != diagnose.Skipped {
			last = s
		}
	}
	return last
}
