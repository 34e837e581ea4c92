package trail

import (
	"context"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/payload"
)

// The bounds of what is looked up for a list at once, and the length up to which a text is opened for one value.
const (
	mostCellRows    = 200
	mostCellPaths   = 10
	longestForCells = 4 << 20
)

// PathProblem says whether a column can have values.
type PathProblem string

// A path fits, names no text of the record, or can't be read.
const (
	PathFits   PathProblem = "fits"
	PathNoText PathProblem = "no_text"
	PathBroken PathProblem = "broken"
)

// AllPathProblems are the values of PathProblem.
var AllPathProblems = []PathProblem{PathFits, PathNoText, PathBroken}

// CellState says why a cell is empty, if it is.
type CellState string

// The states of a cell: it holds a value, the record lacks that text, nothing stands at the path, the text is too long to be opened
// for one value, or it can't be looked into.
const (
	CellHeld    CellState = "held"
	CellNoText  CellState = "no_text"
	CellNothing CellState = "nothing"
	CellTooLong CellState = "too_long"
	CellUnread  CellState = "unread"
)

// AllCellStates are the values of CellState.
var AllCellStates = []CellState{CellHeld, CellNoText, CellNothing, CellTooLong, CellUnread}

// CellPath says of a path whether it can have values.
type CellPath struct {
	Problem PathProblem `json:"problem"`
	Detail  string      `json:"detail"` // of a broken one: what is wrong with it
}

// Cell is the value of a record at a path: the beginnings of the first few, where there are several.
type Cell struct {
	Text  string    `json:"text"`
	More  int       `json:"more"` // further values
	State CellState `json:"state"`
}

// CellRow are the cells of a record, one for each path.
type CellRow struct {
	ID    string `json:"id"`
	Cells []Cell `json:"cells"`
}

// CellPage is what columns of paths show.
type CellPage struct {
	Paths []CellPath `json:"paths"`
	Rows  []CellRow  `json:"rows"` // in the order asked for
}

// columnPath is a path such as final:/items/0/productUid, taken apart.
type columnPath struct {
	part Part
	path string
}

// cellParts are the texts that a path may look into.
var cellParts = [...]Part{OriginalBody, TemplateOutput, TemplateContext, FinalBody, ResponseBody, FormattedBody, PayloadBody, RenderedBody, SentBody}

func readColumnPath(text string) (columnPath, CellPath) {
	name, path, _ := strings.Cut(strings.TrimSpace(text), ":")
	for _, part := range cellParts {
		if string(part) != name {
			continue
		}
		if err := payload.CheckPath(path); err != nil {
			return columnPath{}, CellPath{PathBroken, strings.TrimPrefix(err.Error(), "jsonpath: ")}
		}
		return columnPath{part, path}, CellPath{Problem: PathFits}
	}
	return columnPath{}, CellPath{Problem: PathNoText}
}

// Cells gives the values of records at paths, such as final:/items/0/productUid: never a body, and of a path that can't
// be read, why.
func (t *Trail) Cells(ctx context.Context, ids, paths []string) (CellPage, error) {
	page := CellPage{Paths: []CellPath{}, Rows: []CellRow{}}
	if len(ids) > mostCellRows || len(paths) > mostCellPaths {
		return page, fault.New(fault.Invalid, "cells", fault.Params{"rows": mostCellRows, "paths": mostCellPaths}, nil)
	}
	wanted := make([]columnPath, len(paths))
	for i, text := range paths {
		path, state := readColumnPath(text)
		wanted[i] = path
		page.Paths = append(page.Paths, state)
	}
	for _, id := range ids {
		row, err := t.cellsOf(ctx, id, wanted)
		if err != nil {
			return page, err
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// cellsOf reads the cells of one record. One that is damaged, or gone meanwhile, leaves the others alone.
func (t *Trail) cellsOf(ctx context.Context, id string, paths []columnPath) (CellRow, error) {
	row := CellRow{ID: id, Cells: make([]Cell, len(paths))}
	rec, err := t.store.Record(ctx, id)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Corrupt) {
		for i := range row.Cells {
			row.Cells[i].State = CellUnread
		}
		return row, nil
	}
	if err != nil {
		return row, err
	}
	texts, docs := textsOf(rec), map[Part]*payload.Doc{}
	for i, path := range paths {
		if path.part == "" {
			row.Cells[i].State = CellUnread
			continue
		}
		at := slices.IndexFunc(texts, func(t text) bool { return t.Part == path.part })
		switch {
		case at < 0:
			row.Cells[i].State = CellNoText
		case texts[at].Bytes > longestForCells:
			row.Cells[i].State = CellTooLong
		default:
			if docs[path.part] == nil {
				docs[path.part] = payload.Open(texts[at].contentType, texts[at].content)
			}
			row.Cells[i] = cellAt(docs[path.part], path.path)
		}
	}
	return row, nil
}

func cellAt(doc *payload.Doc, path string) Cell {
	texts, n, err := doc.Values(path)
	switch {
	case err != nil:
		return Cell{State: CellUnread}
	case n == 0:
		return Cell{State: CellNothing}
	}
	return Cell{strings.Join(texts, ", "), n - len(texts), CellHeld}
}
