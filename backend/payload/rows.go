package payload

import "strconv"

// How much of a table is shown.
const (
	mostColumns = 60
	looksAt     = 500 // rows whose fields become columns
	longestCell = 200
)

// grid is a list of objects as a table.
type grid struct {
	rows    []int
	columns []string
	place   map[string]int
}

// rows gives the longest list of objects as a table, or that of a CSV body.
func (d *Doc) rows(page *Page, from, count int) {
	t := d.grown()
	g := d.grids[""]
	if g == nil {
		g = t.grid(t.list())
		d.grids[""] = g
	}
	page.Total, page.Whole, page.Stop = len(g.rows), true, t.Stop
	page.Columns = g.columns
	page.From = min(max(from, 0), page.Total)
	for _, row := range g.rows[page.From:min(page.From+max(count, 0), page.Total)] {
		page.Lines = append(page.Lines, t.row(g, row))
	}
}

// list is the node with most children that have fields of their own, -1 when there is none.
func (t *Tree) list() int {
	best, most := -1, 0
	for i, n := range t.Nodes {
		if n.Role != Array && n.Role != Table && n.Role != Element && !(n.Role == Document && t.Format == JSON) {
			continue
		}
		if held := t.objects(i); held > most {
			best, most = i, held
		}
	}
	return best
}

// objects counts the children of a node that are rows: objects, or elements of one name with elements inside.
func (t *Tree) objects(i int) int {
	n := 0
	for c := range t.Children(i) {
		if t.isRow(c) {
			n++
		}
	}
	if t.Nodes[i].Role == Element && n < 2 {
		return 0
	}
	return n
}

func (t *Tree) isRow(i int) bool {
	switch n := t.Nodes[i]; n.Role {
	case Object, Row:
		return true
	case Element:
		return n.Same > 1 && !t.Leaf(i)
	}
	return false
}

func (t *Tree) grid(list int) *grid {
	g := &grid{columns: []string{}, place: map[string]int{}}
	if list < 0 {
		return g
	}
	for c := range t.Children(list) {
		if !t.isRow(c) {
			continue
		}
		g.rows = append(g.rows, c)
		if len(g.rows) <= looksAt {
			t.addColumns(g, c)
		}
	}
	return g
}

func (t *Tree) addColumns(g *grid, row int) {
	for c := range t.Children(row) {
		name := t.column(c)
		if _, known := g.place[name]; !known && name != "" && len(g.columns) < mostColumns {
			g.place[name] = len(g.columns)
			g.columns = append(g.columns, name)
		}
	}
}

// column names the column of a field. The second of two of the same name has one of its own.
func (t *Tree) column(i int) string {
	step, ok := t.step(i)
	switch {
	case !ok:
		return ""
	case step.List:
		return leading(t, i)
	case step.Role == Attribute:
		return "@" + step.Name
	case step.Index == 0 || step.Same < 2:
		return step.Name
	case t.Format == XML:
		return step.Name + "[" + strconv.Itoa(step.Index+1) + "]"
	}
	return step.Name + "#" + strconv.Itoa(step.Index+1)
}

func (t *Tree) row(g *grid, row int) Line {
	l := Line{At: t.begin(row), Long: Long{How: []string{}}, Cells: make([]Cut, len(g.columns))}
	for i := range l.Cells {
		l.Cells[i].At = -1
	}
	for c := range t.Children(row) {
		place, known := g.place[t.column(c)]
		if !known || l.Cells[place].At >= 0 {
			continue
		}
		l.Cells[place] = Cut{Text: t.cellText(c), At: t.begin(c)}
	}
	return l
}

func (t *Tree) cellText(i int) string {
	n := t.Nodes[i]
	raw := t.Body[n.Start:n.End]
	text := ""
	if n.Role.Holds() && !t.Leaf(i) {
		text = string(raw[:min(len(raw), 4*longestCell)])
	} else if len(raw) <= longestValue {
		text = t.Text(i)
	} else {
		text = string(raw[:4*longestCell])
	}
	if short := []rune(text); len(short) > longestCell {
		return string(short[:longestCell]) + "…"
	}
	return text
}
