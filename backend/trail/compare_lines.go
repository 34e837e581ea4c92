package trail

import (
	"strings"

	"ordertrail/backend/compare"
)

// laidOut are the lines of both sides, whole and where only what differs is shown.
type laidOut struct {
	whole, only [2][]ComparedLine
	at          [2][]int       // of each document's fields: the line
	moved       [2]map[int]int // where a line stands among those that differ
	before      []int          // of each row: how many that differ stand before it
	row         map[int]int    // of each field of the earlier document: its row
}

// laid gives the lines of both sides; they are laid out once.
func (c *Comparison) laid(only bool) [2][]ComparedLine {
	c.once.Do(func() {
		from, atFrom := c.From.Lay()
		to, atTo := c.To.Lay()
		c.lines.whole = [2][]ComparedLine{plainLines(from), plainLines(to)}
		c.lines.at = [2][]int{atFrom, atTo}
		c.mark(atFrom, atTo)
		c.lines.only, c.lines.moved = different(c.lines.whole)
	})
	if only {
		return c.lines.only
	}
	return c.lines.whole
}

func plainLines(lines []string) []ComparedLine {
	out := make([]ComparedLine, len(lines))
	for i, text := range lines {
		if runes := []rune(text); len(runes) > longestValue {
			text = string(runes[:longestValue]) + "…"
		}
		out[i] = ComparedLine{N: i + 1, Text: strings.ReplaceAll(text, "\t", "  "), Field: -1, Pair: -1}
	}
	return out
}

// mark gives the lines their fields. Of several fields on one line, the first that differs counts.
func (c *Comparison) mark(atFrom, atTo []int) {
	differ := 0
	c.lines.row = map[int]int{}
	for i, r := range c.Rows {
		if c.lines.before = append(c.lines.before, differ); r.Change != compare.Same {
			differ++
		}
		from, to := -1, -1
		if r.From >= 0 {
			from, c.lines.row[r.From] = atFrom[r.From], i
		}
		if r.To >= 0 {
			to = atTo[r.To]
		}
		take(c.lines.whole[0], from, i, to, r.Change)
		take(c.lines.whole[1], to, i, from, r.Change)
	}
}

func take(lines []ComparedLine, at, field, pair int, change compare.Change) {
	if at < 0 || at >= len(lines) {
		return
	}
	if l := &lines[at]; l.Field < 0 || l.Change == compare.Same && change != compare.Same {
		l.Field, l.Pair, l.Change = field, pair, change
	}
}

// different keeps the lines that differ with one around them; the others are counted. Both sides keep the lines that
// belong together.
func different(whole [2][]ComparedLine) (out [2][]ComparedLine, moved [2]map[int]int) {
	for side, lines := range whole {
		out[side], moved[side] = kept(lines)
	}
	for side := range out {
		for i, line := range out[side] {
			if line.Pair < 0 {
				continue
			}
			out[side][i].Pair = -1
			if at, ok := moved[1-side][line.Pair]; ok {
				out[side][i].Pair = at
			}
		}
	}
	return out, moved
}

// placed is a field with the lines on which it stands.
func (c *Comparison) placed(i int) ComparedField {
	c.laid(false)
	f := c.Field(i)
	f.Before = c.lines.before[i]
	f.From = c.onLine(f.From, 0, c.Rows[i].From)
	f.To = c.onLine(f.To, 1, c.Rows[i].To)
	link := &c.Rows[i].Link
	for k := range f.Sources {
		f.Sources[k] = c.onLine(f.Sources[k], 0, link.From[k])
	}
	for k := range f.Candidates {
		f.Candidates[k] = c.onLine(f.Candidates[k], 0, link.Candidates[k])
	}
	return f
}

func (c *Comparison) onLine(s ComparedSide, which, field int) ComparedSide {
	if field < 0 {
		return s
	}
	s.Line = c.lines.at[which][field]
	if at, ok := c.lines.moved[which][s.Line]; ok {
		s.Only = at
	}
	if row, ok := c.lines.row[field]; ok && which == 0 {
		s.Row = row
	}
	return s
}

// kept keeps lines that differ and tells where each line of the whole went.
func kept(lines []ComparedLine) (out []ComparedLine, moved map[int]int) {
	moved = map[int]int{}
	differs := func(i int) bool {
		return i >= 0 && i < len(lines) && lines[i].Change != "" && lines[i].Change != compare.Same
	}
	for i := range lines {
		switch {
		case differs(i-1) || differs(i) || differs(i+1):
			moved[i] = len(out)
			out = append(out, lines[i])
		case len(out) > 0 && out[len(out)-1].N == 0:
			out[len(out)-1].Hidden++
		default:
			out = append(out, ComparedLine{Hidden: 1, Field: -1, Pair: -1})
		}
	}
	return out, moved
}
