package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// busy reads pages of the large history while records are written into it at full speed.
func (b *bench) busy(ctx context.Context) error {
	db, h, err := openStore(ctx, b.large.database())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	const pages = 400
	idle, err := steady(ctx, db, pages, nil)
	if err != nil {
		return err
	}
	writing, stop := context.WithCancel(ctx)
	var wait sync.WaitGroup
	var failed error
	written := 0
	wait.Go(func() {
		failed = b.little.read(writing, order.Requests, 0, func(batch order.Batch) error {
			for i, r := range batch.Requests { // records that are not held yet, spread over the year as a first sync's are not
				c := *r
				c.ID, c.OrderReferenceID, c.OrderID = "busy-"+strconv.Itoa(written+i), "busy-"+r.OrderReferenceID, ""
				batch.Requests[i] = &c
			}
			_, err := h.Save(writing, batch)
			written += len(batch.Requests)
			return err
		})
		stop()
	})
	loaded, err := steady(ctx, db, pages, writing.Done())
	stop()
	wait.Wait()
	if err != nil {
		return err
	}
	if failed != nil && writing.Err() == nil {
		return failed
	}
	share := percentile(loaded, 99) / percentile(idle, 99)
	b.table.add(10, "reads while records are written at full speed, p99 against idle", "≤ 2.5", ratio(share), share <= 2.5,
		fmt.Sprintf("p99 %.1f and %.1f ms, %d pages read, %d records written; no busy error", percentile(loaded, 99)/1000, percentile(idle, 99)/1000, len(loaded), written))
	return nil
}

// steady reads a page every five milliseconds, until the end or as many as are wanted.
func steady(ctx context.Context, db *store.Store, pages int, end <-chan struct{}) ([]float64, error) {
	var took []float64
	for i := range pages {
		select {
		case <-end:
			return took, nil
		case <-time.After(5 * time.Millisecond):
		}
		begun := time.Now()
		if _, err := db.Requests(ctx, order.RequestFilter{Limit: rowsAPage, Window: order.Window{To: depths[1].to(i)}}, present); err != nil {
			return nil, err
		}
		took = append(took, float64(time.Since(begun).Microseconds()))
	}
	return took, nil
}

// memory asks a process of its own, so that the bench's own data does not count.
func (b *bench) memory(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, self, "-read", b.large.dir).Output()
	if err != nil {
		return err
	}
	mb, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		return err
	}
	b.table.add(11, "memory of the Go process while syncing and searching", "≤ 250 MB", fmt.Sprintf("%.0f MB", mb), mb <= 250, "resident at most, by the kernel; without a window")
	return nil
}

// useMemory syncs and searches a history and prints how much memory that took at most, in MB.
func useMemory(ctx context.Context, dir string) error {
	s := &set{dir: dir}
	db, h, err := openStore(ctx, s.database())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var wait sync.WaitGroup
	wait.Go(func() {
		for i := range 200 {
			_, _ = db.Requests(ctx, order.RequestFilter{Limit: rowsAPage, Window: order.Window{To: depths[1].to(i)}}, present)
		}
	})
	n := 0
	err = s.read(ctx, order.Requests, 20_000, func(b order.Batch) error {
		for i, r := range b.Requests {
			c := *r
			n++
			c.ID, c.OrderReferenceID, c.OrderID = "memory-"+strconv.Itoa(n), "memory-"+r.OrderReferenceID, ""
			b.Requests[i] = &c
		}
		_, err := h.Save(ctx, b)
		return err
	})
	wait.Wait()
	if err != nil {
		return err
	}
	most, err := mostMemory()
	fmt.Println(most)
	return err
}

// mostMemory is the process's peak of resident memory in MB, where the kernel tells it.
func mostMemory() (float64, error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024, err
		}
	}
	return 0, fmt.Errorf("the kernel does not tell")
}
