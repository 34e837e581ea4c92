package cli

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"ordertrail/backend/trail"
)

// meter tells on stderr how far something has come.
type meter struct {
	show func(fraction float64, text string)
	wait func(text string)
	end  func()
}

// tell says how far it has come; a fraction below 0 is not known.
func (m meter) tell(fraction float64, text string) { m.show(fraction, text) }

// meter gives a bar on a terminal, a line every few seconds elsewhere, and nothing with --quiet.
func (s *session) meter() meter {
	switch {
	case s.flags.Globals.Quiet:
		return meter{show: func(float64, string) {}, wait: func(string) {}, end: func() {}}
	case s.env.StderrIsTerminal:
		return barMeter(s.env.Stderr)
	}
	return lineMeter(s.env.Stderr, time.Now)
}

// fullBar is how many steps a bar has.
const fullBar = 1000

func barMeter(out io.Writer) meter {
	bar := progressbar.NewOptions(fullBar, progressbar.OptionSetWriter(out), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(30), progressbar.OptionFullWidth())
	return meter{
		show: func(fraction float64, text string) {
			bar.Describe(text)
			if fraction >= 0 {
				_ = bar.Set(int(fraction * (fullBar - 1))) // a bar that can't be drawn stops nothing
			}
		},
		wait: func(text string) { bar.Describe(text) },
		end:  func() { _ = bar.Finish() },
	}
}

// pace is how often a line tells where no bar can be drawn.
const pace = 3 * time.Second

func lineMeter(out io.Writer, now func() time.Time) meter {
	var mu sync.Mutex
	last := now()
	line := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		if now().Sub(last) >= pace {
			last = now()
			_, _ = fmt.Fprintln(out, text) // nobody may be listening
		}
	}
	return meter{
		show: func(fraction float64, text string) {
			if fraction >= 0 {
				text = fmt.Sprintf("%3.0f %%  %s", fraction*100, text)
			}
			line(text)
		},
		wait: func(text string) { _, _ = fmt.Fprintln(out, text) },
		end:  func() {},
	}
}

// follow turns the progress of a sync into words.
func (s *session) follow(m meter) func(trail.Progress) {
	return func(p trail.Progress) {
		if p.RetryIn > 0 {
			m.wait(s.words.say("sync.waiting", with{"Took": s.words.took(p.RetryIn.Round(time.Second / 10))}))
			return
		}
		told := with{"Requests": s.words.number(p.Requests), "Postbacks": s.words.number(p.Postbacks), "Back": s.minute(p.Back)}
		if p.PerSecond >= 1 {
			told["Rate"] = s.words.number(int(p.PerSecond))
		}
		if p.Left > 0 {
			told["Left"] = s.words.about(p.Left)
		}
		m.tell(p.Fraction, s.words.say("sync.progress", told))
	}
}
