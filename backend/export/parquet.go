package export

import (
	"github.com/parquet-go/parquet-go"
)

// columnar writes rows as Parquet, for analysts.
type columnar[Row, Line any] struct {
	*job
	list list[Row, Line]
	out  *parquet.GenericWriter[Line]
	held int // rows of the group that is not written yet
}

// groupRows is how many rows are held in memory before they are written as a group.
const groupRows = 10_000

func newParquet[Row, Line any](j *job, l list[Row, Line]) *columnar[Row, Line] {
	out := parquet.NewGenericWriter[Line](j.spool, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("Ordertrail", j.Version, ""))
	return &columnar[Row, Line]{job: j, list: l, out: out}
}

// add searches the rows for original values before they are packed: in the file they can't be seen.
func (c *columnar[Row, Line]) add(rows []Row) error {
	lines := make([]Line, len(rows))
	for i, row := range rows {
		lines[i] = c.list.line(row)
	}
	if err := c.checked("parquet", compact(lines)); err != nil {
		return err
	}
	if _, err := c.out.Write(lines); err != nil {
		return failed("export", err)
	}
	if c.held += len(rows); c.held < groupRows {
		return nil
	}
	c.held = 0
	if err := c.out.Flush(); err != nil {
		return failed("export", err)
	}
	return nil
}

func (c *columnar[Row, Line]) end() error {
	if err := c.out.Close(); err != nil {
		return failed("export", err)
	}
	return nil
}
