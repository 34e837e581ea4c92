package cli

import (
	"io"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// table is rows of cells that are written in aligned columns.
type table struct {
	head  []string
	rows  [][]string
	right map[int]bool // columns of numbers
}

func (t *table) add(cells ...string) {
	for i := range cells {
		cells[i] = cell(cells[i])
	}
	t.rows = append(t.rows, cells)
}

func (t *table) write(out io.Writer) {
	widths := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, text := range row {
			widths[i] = max(widths[i], uniseg.StringWidth(text))
		}
	}
	for _, row := range append([][]string{t.head}, t.rows...) {
		writeLine(out, t.line(row, widths))
	}
}

func (t *table) line(row []string, widths []int) string {
	var b strings.Builder
	for i, text := range row {
		pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(text))
		if i > 0 {
			b.WriteString("  ")
		}
		if t.right[i] {
			b.WriteString(pad + text)
		} else {
			b.WriteString(text + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func writeLine(out io.Writer, parts ...string) {
	_, _ = io.WriteString(out, strings.Join(parts, "")+"\n") // the buffer keeps its error for Flush
}

// cell makes a text fit into a table: one line, and - where there is nothing to say.
func cell(text string) string {
	if text == "" {
		return "-"
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, plain(text))
}

// plain takes away what would command the terminal: other people's texts may hold escape sequences and marks that
// turn the reading direction around. Each is shown by a sign in its place.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ':
			return '\u2400' + r
		case r == 0x7f:
			return '\u2421'
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Bidi_Control, r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
