package export

import (
	"archive/zip"
	"context"
	"io"
	"time"

	"ordertrail/backend/order"
)

// ZIP writes an archive that can be read without Ordertrail: a README, and a folder for each record with a manifest,
// one file for each stage under its true extension, headers, and the postbacks.
func ZIP(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape {
		used := names{}
		used.unique("README.txt")
		return &archive{job: j, out: j.newPacked(), at: j.Now.Time(), used: used}
	}, ownTexts()...)
}

// mostListed is how many folders the README names.
const mostListed = 1000

// archive is a ZIP on its way to the spool.
type archive struct {
	*job
	out     *packed
	at      time.Time
	used    names
	entries []listedEntry // the first ones
	n       int           // of all
}

// add writes the folder of a record.
func (a *archive) add(masked, was Record) error {
	e := a.describe(masked, was)
	e.Folder = a.used.unique(e.Folder)
	if err := a.folder(e); err != nil {
		return err
	}
	if a.n++; a.n <= mostListed {
		a.entries = append(a.entries, listedEntry{e.Folder, e.Title, e.Outcome})
	}
	return asFault("export", a.out.settle())
}

// end writes what stands beside the folders.
func (a *archive) end() error {
	readme, err := a.readme(a.entries, a.n-len(a.entries))
	if err != nil {
		return err
	}
	if err := a.put("README.txt", readme); err != nil {
		return err
	}
	return asFault("export", a.out.close())
}

// folder writes the files of one record, its manifest last.
func (a *archive) folder(e entry) error {
	for _, f := range e.files {
		if err := a.put(e.Folder+"/"+f.name, f.content); err != nil {
			return err
		}
	}
	return a.put(e.Folder+"/manifest.json", indented(e.manifest))
}

// put writes one file into the archive, once it is known to hold no original value.
func (a *archive) put(name string, content []byte) error {
	if err := a.checked(name, content); err != nil {
		return err
	}
	return asFault("export", a.out.add(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at}, content))
}

// entry is one record as the archive shows it.
type entry struct {
	listedEntry
	manifest manifest
	files    []file
	verdicts []verdict
}

// listedEntry is a record as the README lists it.
type listedEntry struct {
	Folder  string
	Title   string
	Outcome order.Outcome // "" for postbacks alone
}

// file is one file of a record's folder.
type file struct {
	name    string
	content []byte
}
