package export

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// packed writes a ZIP of any length. The library keeps what an archive lists at its end, some hundred bytes for each file,
// in memory until then; packed lets it end after every few files, and has the list wait in a spool of its own.
type packed struct {
	to      io.Writer
	size    int64 // of what was written
	part    *zip.Writer
	list    *spool
	listed  int64 // bytes
	entries int64 // files
	ending  *bytes.Buffer
}

func (j *job) newPacked() *packed { return &packed{to: j.spool, list: j.newSpool()} }

// Write takes the bytes of the library: files as they come, and the list of a part while that ends.
func (p *packed) Write(b []byte) (int, error) {
	if p.ending != nil {
		return p.ending.Write(b)
	}
	n, err := p.to.Write(b)
	p.size += int64(n)
	return n, err
}

// add packs a file.
func (p *packed) add(header *zip.FileHeader, content []byte) error {
	if p.part == nil {
		p.part = zip.NewWriter(p)
		p.part.SetOffset(p.size)
	}
	f, err := p.part.CreateHeader(header)
	if err != nil {
		return err
	}
	p.entries++
	_, err = f.Write(content)
	return err
}

// settle ends a part, and keeps what it lists.
func (p *packed) settle() error {
	if p.part == nil {
		return nil
	}
	if err := p.part.Flush(); err != nil {
		return err
	}
	p.ending = &bytes.Buffer{}
	err := p.part.Close()
	ending := p.ending.Bytes()
	p.part, p.ending = nil, nil
	if err != nil {
		return err
	}
	file, list, err := parted(ending)
	if err != nil {
		return err
	}
	if _, err := p.Write(file); err != nil {
		return err
	}
	p.listed += int64(len(list))
	return p.list.write(list)
}

// close writes the list of all files, and after it the end of the archive.
func (p *packed) close() error {
	if err := p.settle(); err != nil {
		return err
	}
	at := p.size
	if _, err := p.list.copyTo(p.to); err != nil {
		return err
	}
	_, err := p.to.Write(endOfZIP(p.entries, p.listed, at))
	return err
}

// The marks and lengths of what stands at the end of a ZIP, as its specification (APPNOTE 4.3.14 to 4.3.16) has them.
const (
	endMark       = 0x06054b50
	wideEndMark   = 0x06064b50
	wideEndAtMark = 0x07064b50
	endLength     = 22
	wideEndLength = 56 + 20
	wideVersion   = 45
)

// parted takes apart what a part ends with: the end of its last file, and the list of its files.
func parted(ending []byte) (file, list []byte, err error) {
	le := binary.LittleEndian
	n := len(ending) - endLength
	if n < 0 || le.Uint32(ending[n:]) != endMark {
		return nil, nil, errors.New("a part of the archive has no end")
	}
	listed := uint64(le.Uint32(ending[n+12:]))
	if wide := n - wideEndLength; wide >= 0 && le.Uint32(ending[wide:]) == wideEndMark && le.Uint32(ending[n-20:]) == wideEndAtMark {
		n, listed = wide, le.Uint64(ending[wide+40:])
	}
	if listed > uint64(n) {
		return nil, nil, errors.New("a part of the archive lists more than it has")
	}
	return ending[:n-int(listed)], ending[n-int(listed) : n], nil
}

// endOfZIP is what a ZIP ends with; a large one says it twice, the second time in numbers that are wide enough.
func endOfZIP(entries, listed, at int64) []byte {
	var b []byte
	le := binary.LittleEndian
	if entries >= math.MaxUint16 || listed >= math.MaxUint32 || at >= math.MaxUint32 {
		b = le.AppendUint32(b, wideEndMark)
		b = le.AppendUint64(b, wideEndLength-20-12) // of the rest of this
		b = le.AppendUint16(b, wideVersion)
		b = le.AppendUint16(b, wideVersion)
		b = le.AppendUint64(b, 0) // both disks
		for _, n := range []int64{entries, entries, listed, at} {
			b = le.AppendUint64(b, uint64(n))
		}
		b = le.AppendUint32(b, wideEndAtMark)
		b = le.AppendUint32(b, 0) // the disk
		b = le.AppendUint64(b, uint64(at+listed))
		b = le.AppendUint32(b, 1) // disks in all
		entries, listed, at = math.MaxUint16, math.MaxUint32, math.MaxUint32
	}
	b = le.AppendUint32(b, endMark)
	b = le.AppendUint32(b, 0) // both disks
	b = le.AppendUint16(b, uint16(entries))
	b = le.AppendUint16(b, uint16(entries))
	b = le.AppendUint32(b, uint32(listed))
	b = le.AppendUint32(b, uint32(at))
	return le.AppendUint16(b, 0) // no comment
}
