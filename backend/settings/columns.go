package settings

import (
	"encoding/json"
	"os"
	"path/filepath"

	"ordertrail/backend/fault"
)

// Columns are which columns the lists have, in their order. None chosen are those of the design.
type Columns struct {
	Requests  []Column `json:"requests"`
	Postbacks []Column `json:"postbacks"`
}

// Column is a column of a list: by a name of the screens, or by the path of a value, such as
// final:/items/0/productUid.
type Column struct {
	Name  string `json:"name"`
	Width int    `json:"width"` // px; 0: as designed
}

// The bounds of what can be chosen.
const (
	mostColumns = 40
	longestName = 500
	widest      = 2000
)

const columnsFile = "columns.json"

// LoadColumns reads the columns of a data folder. None kept, or none that can be read, are those of the design.
func LoadColumns(dir string) Columns {
	var c Columns
	text, err := os.ReadFile(filepath.Join(dir, columnsFile))
	if err != nil || json.Unmarshal(text, &c) != nil || c.check() != nil {
		c = Columns{}
	}
	c.Requests, c.Postbacks = append([]Column{}, c.Requests...), append([]Column{}, c.Postbacks...)
	return c
}

// Save keeps the columns in a data folder. More of them, or wider ones, than a screen offers are invalid.
func (c Columns) Save(dir string) error {
	if err := c.check(); err != nil {
		return err
	}
	return keep(dir, columnsFile, c)
}

func (c Columns) check() error {
	for _, list := range [][]Column{c.Requests, c.Postbacks} {
		if len(list) > mostColumns {
			return fault.New(fault.Invalid, "preferences", nil, nil)
		}
		for _, column := range list {
			if column.Name == "" || len(column.Name) > longestName || column.Width < 0 || column.Width > widest {
				return fault.New(fault.Invalid, "preferences", nil, nil)
			}
		}
	}
	return nil
}
